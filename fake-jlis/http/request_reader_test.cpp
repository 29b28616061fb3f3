#include "fake-jlis/http/request_reader.hpp"

#include <boost/test/unit_test.hpp>

#include "base/testing/cases.hpp"

namespace tameshi::jlis::http {
namespace {

// Small, so that the cases can be too.
Limits small_limits() {
  Limits limits;
  limits.head_bytes = 1024;
  limits.target_bytes = 100;
  limits.body_bytes = 1000;
  return limits;
}

std::string stream_of(const yaml::Node& item) {
  std::string out = testing::text_at(item, "bytes");
  const auto times = testing::text_at(item, "times");
  for (int i = times.empty() ? 0 : std::stoi(times); i > 0; --i) out += testing::text_at(item, "repeat");
  return out;
}

// As the network may tear it: `piece` bytes at a time, what is left kept for later.
void feed(RequestReader& reader, std::string_view bytes, std::size_t piece) {
  std::string kept;
  for (std::size_t at = 0; at < bytes.size() && !reader.refusal(); at += piece) {
    kept += bytes.substr(at, piece);
    kept.erase(0, reader.put(kept));
  }
}

void check(const yaml::Node& item) {
  const auto bytes = stream_of(item);
  const auto wanted = testing::text_at(item, "refused");
  for (const std::size_t piece : {bytes.size(), std::size_t{1}, std::size_t{7}}) {
    RequestReader reader(small_limits());
    feed(reader, bytes, piece);
    if (!wanted.empty()) {
      BOOST_REQUIRE(reader.refusal().has_value());
      BOOST_TEST(std::to_string(reader.refusal()->status) + " " + reader.refusal()->code == wanted);
      BOOST_TEST(!reader.take().has_value());
      continue;
    }
    const auto request = reader.take();
    BOOST_REQUIRE(request.has_value());
    BOOST_TEST(request->method == testing::text_at(item, "method"));
    BOOST_TEST(request->target == testing::text_at(item, "target"));
    BOOST_TEST(request->body == testing::text_at(item, "body"));
  }
}

CASES("request_reader", "request_reader.cases.yaml", check);

BOOST_AUTO_TEST_SUITE(request_reader_more)

BOOST_AUTO_TEST_CASE(what_follows_a_request_belongs_to_the_next) {
  RequestReader reader{Limits{}};
  const std::string_view two = "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n";
  const auto used = reader.put(two);
  BOOST_TEST(used == two.size() / 2);
  BOOST_TEST(reader.take()->target == "/1");
  BOOST_TEST(reader.put(two.substr(used)) == two.size() / 2);
  BOOST_TEST(reader.take()->target == "/2");
}

BOOST_AUTO_TEST_CASE(leave_to_continue_is_asked_for_once) {
  RequestReader reader{Limits{}};
  reader.put("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n");
  BOOST_TEST(reader.take_wish_to_continue());
  BOOST_TEST(!reader.take_wish_to_continue());
  reader.put("ab");
  BOOST_TEST(reader.take()->body == "ab");
}

BOOST_AUTO_TEST_CASE(keep_alive_by_version) {
  const auto keeps = [](std::string_view bytes) {
    RequestReader reader{Limits{}};
    reader.put(bytes);
    return reader.take()->keep_alive;
  };
  BOOST_TEST(keeps("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
  BOOST_TEST(!keeps("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
  BOOST_TEST(!keeps("GET / HTTP/1.0\r\n\r\n"));
  BOOST_TEST(keeps("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::jlis::http
