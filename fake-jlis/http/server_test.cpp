#include "fake-jlis/http/server.hpp"

#include <boost/test/unit_test.hpp>
#include <future>
#include <random>
#include <thread>

#include "base/result.hpp"
#include "fake-jlis/http/test_client.hpp"

namespace tameshi::jlis::http {
namespace {

using testing::Client;

// Says back what it was asked.
Reply echo(const Request& request) {
  if (request.target == "/throw") throw Trouble("the disk is full", "", "");
  Reply reply;
  reply.content_type = "text/plain";
  reply.body = request.method + " " + request.target + " " + request.body;
  return reply;
}

ServerSettings settings(Limits limits = {}) {
  ServerSettings out;
  out.endpoints.resize(1);
  out.threads = 2;
  out.limits = limits;
  return out;
}

std::string get(std::string_view target, std::string_view more = "") {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n" + std::string(more) + "\r\n";
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

struct Serving {
  explicit Serving(Answer answer = echo, Limits limits = {}) : server(settings(limits), std::move(answer)) {}
  [[nodiscard]] Client client() const { return Client(server.ports().front()); }
  Server server;
};

BOOST_AUTO_TEST_SUITE(server)

BOOST_AUTO_TEST_CASE(one_connection_takes_many_requests) {
  const Serving serving;
  auto client = serving.client();
  for (int i = 0; i < 3; ++i) {
    client.send(get("/" + std::to_string(i)));
    const auto reply = client.reply();
    BOOST_TEST(reply.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"));
    BOOST_TEST(reply.ends_with("GET /" + std::to_string(i) + " "));
  }
  BOOST_TEST(serving.server.connections() == 1U);
}

BOOST_AUTO_TEST_CASE(pipelined_requests_are_answered_in_order) {
  const Serving serving;
  auto client = serving.client();
  std::string all;
  for (int i = 0; i < 500; ++i) all += get("/" + std::to_string(i));
  client.send(all);
  for (int i = 0; i < 500; ++i) BOOST_TEST(client.reply().ends_with("GET /" + std::to_string(i) + " "));
}

BOOST_AUTO_TEST_CASE(head_has_the_length_and_no_body) {
  const Serving serving;
  auto client = serving.client();
  client.send("HEAD /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const auto reply = client.all();
  BOOST_TEST(has(reply, "Content-Length: 8\r\n"));
  BOOST_TEST(has(reply, "Connection: close\r\n"));
  BOOST_TEST(reply.ends_with("\r\n\r\n"));
}

BOOST_AUTO_TEST_CASE(a_malformed_request_gets_its_refusal_and_the_end) {
  const Serving serving;
  auto client = serving.client();
  client.send("GET / HTTP/1.1\r\n\r\n" + std::string(100'000, 'x'));
  const auto reply = client.all();
  BOOST_TEST(reply.starts_with("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n"));
  BOOST_TEST(has(
      reply,
      R"({"code":"malformed-request","message":"HTTP/1.1 asks for exactly one Host field","retryable":false})"));
}

BOOST_AUTO_TEST_CASE(leave_to_send_the_body_is_given) {
  const Serving serving;
  auto client = serving.client();
  client.send("POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  BOOST_TEST(client.reply() == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("ab");
  BOOST_TEST(client.reply().ends_with("POST /x ab"));
}

BOOST_AUTO_TEST_CASE(trouble_ends_one_request_and_not_the_server) {
  const Serving serving;
  auto client = serving.client();
  client.send(get("/throw"));
  const auto reply = client.reply();
  BOOST_TEST(reply.starts_with("HTTP/1.1 500 "));
  BOOST_TEST(has(reply, R"("retryable":true)"));
  client.send(get("/after"));
  BOOST_TEST(client.reply().ends_with("GET /after "));
}

BOOST_AUTO_TEST_CASE(a_large_reply_comes_whole) {
  const auto large = std::make_shared<const Bytes>(20'000'000, std::uint8_t{'x'});
  const Serving serving([&](const Request&) {
    Reply reply;
    reply.body = Body(large);
    return reply;
  });
  auto client = serving.client();
  client.send(get("/", "Connection: close\r\n"));
  BOOST_TEST(client.all().size() > large->size());
}

BOOST_AUTO_TEST_CASE(a_request_that_does_not_end_is_given_up) {
  Limits limits;
  limits.request = std::chrono::milliseconds(300);
  const Serving serving(echo, limits);
  auto client = serving.client();
  client.send("GET / HT");
  BOOST_TEST(client.all().starts_with("HTTP/1.1 408 "));
}

BOOST_AUTO_TEST_CASE(an_idle_connection_is_closed_without_a_word) {
  Limits limits;
  limits.idle = std::chrono::milliseconds(300);
  const Serving serving(echo, limits);
  BOOST_TEST(serving.client().all().empty());
}

BOOST_AUTO_TEST_CASE(a_thousand_slow_clients_do_not_stop_a_fast_one) {
  const Serving serving;
  std::vector<Client> slow;
  slow.reserve(1000);
  for (int i = 0; i < 1000; ++i) {
    slow.push_back(serving.client());
    slow.back().send("GET /slow HTTP/1.1\r\nHo");
  }
  auto fast = serving.client();
  for (int i = 0; i < 1000; ++i) {
    fast.send(get("/fast"));
    BOOST_REQUIRE(fast.reply().ends_with("GET /fast "));
    slow[static_cast<std::size_t>(i)].send("s");
  }
  for (auto& client : slow) client.send("t: a\r\n\r\n");
  for (auto& client : slow) BOOST_REQUIRE(client.reply().ends_with("GET /slow "));
  BOOST_TEST(serving.server.connections() == 1001U);
}

BOOST_AUTO_TEST_CASE(when_the_house_is_full_who_waited_longest_makes_room) {
  Limits limits;
  limits.connections = 4;  // two per loop
  const Serving serving(echo, limits);
  std::vector<Client> clients;
  clients.reserve(6);
  for (int i = 0; i < 6; ++i) {
    clients.push_back(serving.client());
    clients.back().send("GET /");
  }
  BOOST_TEST(clients[0].all().empty());
  BOOST_TEST(clients[1].all().empty());
  clients[5].send(" HTTP/1.1\r\nHost: a\r\n\r\n");
  BOOST_TEST(clients[5].reply().ends_with("GET / "));
}

BOOST_AUTO_TEST_CASE(a_taken_port_is_said_in_one_line_with_the_cure) {
  const Serving serving;
  auto second = settings();
  second.endpoints.front().port = serving.server.ports().front();
  try {
    const Server server(second, echo);
    BOOST_FAIL("it served");
  } catch (const Trouble& trouble) {
    const std::string text = trouble.what();
    BOOST_TEST(has(text, "the port is in use; stop what listens there"));
    BOOST_TEST(!has(text, "\n"));
  }
}

BOOST_AUTO_TEST_CASE(a_foreign_address_is_refused_with_the_cure) {
  auto wrong = settings();
  wrong.endpoints.front().address = "localhost";
  BOOST_CHECK_THROW(Server(wrong, echo), Trouble);
  wrong.endpoints.front().address = "192.0.2.1";
  BOOST_CHECK_THROW(Server(wrong, echo), Trouble);
}

BOOST_AUTO_TEST_CASE(stopping_lets_what_is_under_way_end) {
  std::promise<void> asked;
  std::promise<void> go;
  Serving serving([&](const Request& request) {
    asked.set_value();
    go.get_future().wait();
    return echo(request);
  });
  auto idle = serving.client();
  auto busy = serving.client();
  busy.send(get("/busy"));
  asked.get_future().wait();
  std::thread stopping([&] { serving.server.stop(); });
  go.set_value();
  BOOST_TEST(has(busy.all(), "GET /busy "));
  BOOST_TEST(idle.all().empty());
  stopping.join();
  BOOST_CHECK_THROW(serving.client(), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(stopping_does_not_wait_for_who_never_ends) {
  Limits limits;
  limits.drain = std::chrono::milliseconds(100);
  Serving serving(echo, limits);
  auto client = serving.client();
  client.send("GET / HT");
  client.send("T");
  serving.server.stop();
  BOOST_TEST(client.all().empty());
}

// What a mangled stream may do to the sockets' code; what it means, the fuzz target asks.
BOOST_AUTO_TEST_CASE(thousands_of_mangled_requests_leave_it_serving) {
  const Serving serving;
  std::mt19937 random(20260401);
  const std::string good =
      "POST /a?b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc";
  int answered = 0;
  for (int i = 0; i < 3000; ++i) {
    auto bytes = good;
    for (auto n = random() % 4; n > 0; --n) bytes[random() % bytes.size()] = static_cast<char>(random());
    if (random() % 4 == 0) bytes.resize(random() % bytes.size());
    auto client = serving.client();
    client.send(bytes + std::string(random() % 3 == 0 ? 5000 : 0, 'x') + "\r\n\r\n");
    client.finish();
    if (random() % 8 == 0) continue;  // gone without listening
    const auto reply = client.reply();
    if (!reply.starts_with("HTTP/1.1 ")) BOOST_TEST(reply.empty());
    answered += reply.empty() ? 0 : 1;
  }
  BOOST_TEST(answered > 1000);
  auto client = serving.client();
  client.send(get("/still-here"));
  BOOST_TEST(client.reply().ends_with("GET /still-here "));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::jlis::http
