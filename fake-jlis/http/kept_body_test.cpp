#include "fake-jlis/http/kept_body.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "base/result.hpp"

namespace tameshi::jlis::http {
namespace {

std::string text_of_size(std::size_t size) {
  std::string out;
  for (std::size_t i = 0; out.size() < size; ++i) out += std::to_string(i) + ",";
  out.resize(size);
  return out;
}

Body kept(const std::string& text, std::size_t longest) {
  return kept_body(
      [&](const crl::Sink& sink) {
        sink.expect(text.size());
        const auto bytes = bytes_of(text);
        constexpr std::size_t piece = 10'000;
        for (std::size_t at = 0; at < bytes.size(); at += piece)
          sink.take(ByteView(bytes).subspan(at, std::min(piece, bytes.size() - at)));
      },
      longest);
}

BOOST_AUTO_TEST_SUITE(kept_bodies)

BOOST_AUTO_TEST_CASE(short_and_long_ones_hold_what_was_written) {
  for (const std::size_t size : {0UL, 1UL, 99'999UL, 100'000UL, 100'001UL, 1'000'000UL}) {
    const auto text = text_of_size(size);
    BOOST_TEST((kept(text, 100'000).view() == text), size);
  }
}

BOOST_AUTO_TEST_CASE(what_was_let_go_is_there_when_it_is_looked_at_again) {
  const auto text = text_of_size(1'000'000);
  const auto body = kept(text, 0);
  for (std::size_t at = 0; at < text.size(); at += 70'000) {
    body.let_go(at, std::min(at + 70'000, text.size()));
    BOOST_TEST((body.view() == text), at);
  }
  const Body copy = body;
  body.let_go(0, text.size());
  BOOST_TEST((copy.view() == text));
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_used_breaks_nothing) {
  const auto* before = std::getenv("TMPDIR");
  const std::string kept_before = before == nullptr ? "" : before;
  ::setenv("TMPDIR", "/dev/null", 1);
  BOOST_CHECK_THROW(kept("something", 0), std::exception);
  before == nullptr ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept_before.c_str(), 1);
  BOOST_TEST((kept("something", 0).view() == "something"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::jlis::http
