// The house without sockets: doors, access, faults on the wire, what is remembered.
#include <boost/test/unit_test.hpp>
#include <random>

#include "base/testing/cases.hpp"
#include "fake-jlis/http/request_reader.hpp"
#include "fake-jlis/http/test_world.hpp"
#include "fake-jlis/http/wire_fault.hpp"
#include "fake-jlis/http/wire_form.hpp"

namespace tameshi::jlis::http {
namespace {

using testing::has;
using testing::World;

World& world() {
  static World one;
  return one;
}

std::string field(const Reply& reply, std::string_view name) {
  for (const auto& one : reply.fields) {
    if (same_name(one.name, name)) return one.value;
  }
  return {};
}

BOOST_AUTO_TEST_SUITE(site)

BOOST_AUTO_TEST_CASE(ocsp_is_answered_by_post_and_by_get) {
  const auto posted = world().ask_ocsp();
  BOOST_TEST(posted.status == 200U);
  BOOST_TEST(posted.content_type == "application/ocsp-response");
  const auto got = world().ask("GET", "/ocsp/authentication/" + ocsp::get_path(world().question()));
  BOOST_TEST(got.body.view() == posted.body.view());
  BOOST_TEST(has(field(got, "Cache-Control"), "max-age="));
  BOOST_TEST(world().ask_ocsp("/ocsp/authentication/3").status == 200U);
}

BOOST_AUTO_TEST_CASE(ocsp_says_what_it_does_not_take) {
  const auto status = [](const std::string& method, const std::string& target, const std::string& body = {}) {
    return world().ask(method, target, body).status;
  };
  BOOST_TEST(status("POST", "/ocsp/authentication", "{}") == 415U);
  BOOST_TEST(status("PUT", "/ocsp/authentication") == 405U);
  BOOST_TEST(status("GET", "/ocsp/authentication") == 400U);
  BOOST_TEST(status("GET", "/ocsp/authentication/!!!") == 400U);
  BOOST_TEST(status("GET", "/ocsp/authentication/9/MEow") == 404U);
  BOOST_TEST(status("GET", "/ocsp/seal") == 404U);
}

BOOST_AUTO_TEST_CASE(lists_and_certificates_come_by_their_addresses) {
  const std::vector<std::pair<std::string, std::string>> all{
      {"/crl/authentication/3/full.crl", "application/pkix-crl"},
      {"/crl/signature/2/authority.crl", "application/pkix-crl"},
      {"/crl/authentication/3/Tokyo-to/Kiyose-shi.crl", "application/pkix-crl"},
      {"/crl/index.json", "application/json"},
      {"/ca/index.json", "application/json"},
      {"/ca/signature/1.cer", "application/pkix-cert"},
      {"/ca/signature/1.pem", "application/x-pem-file"},
      {"/ca/authentication.pem", "application/x-pem-file"},
      {"/", "text/html; charset=utf-8"},
      {"/health", "text/plain"},
      {"/metrics", "text/plain; version=0.0.4"}};
  for (const auto& [target, type] : all) {
    const auto reply = world().ask("GET", target);
    BOOST_TEST(reply.status == 200U, target);
    BOOST_TEST(reply.content_type == type);
    BOOST_TEST(reply.body.size() > 2U);
    BOOST_TEST(!field(reply, "Date").empty());
    BOOST_TEST(world().ask("DELETE", target).status == 405U, target);
  }
  for (const auto* target :
       {"/crl/authentication/3/Tokyo-to/Nowhere.crl", "/crl/seal/3/full.crl", "/crl/signature/9/full.crl",
        "/ca/signature/x.cer", "/ca/seal.pem", "/favicon.ico", "/crl", "/ca/"}) {
    BOOST_TEST(world().ask("GET", target).status == 404U, target);
  }
}

BOOST_AUTO_TEST_CASE(the_newest_generation_may_sign_for_all) {
  World own;
  own.site.desk().settings.lists.signing = crl::Signing::newest_generation;
  const auto status = [&](const std::string& target) { return own.ask("GET", target).status; };
  BOOST_TEST(status("/crl/authentication/3/full.crl") == 200U);
  BOOST_TEST(status("/crl/authentication/3/Tokyo-to/Kiyose-shi.crl") == 200U);
  BOOST_TEST(status("/crl/authentication/2/authority.crl") == 200U);
  BOOST_TEST(status("/crl/authentication/2/full.crl") == 404U);
  BOOST_TEST(status("/crl/authentication/2/Tokyo-to/Kiyose-shi.crl") == 404U);
  const auto index = std::string(own.ask("GET", "/crl/index.json").body.view());
  BOOST_TEST(has(index, "/crl/authentication/3/full.crl"));
  BOOST_TEST(!has(index, "/crl/authentication/2/full.crl"));
}

BOOST_AUTO_TEST_CASE(who_has_it_already_is_told_so) {
  Request request;
  request.method = "GET";
  request.target = "/ca/signature/3.cer";
  const auto first = world().site.answer(request);
  request.fields = {{"If-None-Match", field(first, "ETag")}};
  const auto second = world().site.answer(request);
  BOOST_TEST(second.status == 304U);
  BOOST_TEST(second.body.size() == 0U);
}

BOOST_AUTO_TEST_CASE(unregistered_verifiers_learn_nothing) {
  World own;
  own.ask("PUT", "/admin/access", R"({"mode": "address", "networks": ["192.0.2.0/24"]})");
  const std::string unauthorized("\x30\x03\x0A\x01\x06", 5);
  BOOST_TEST(own.ask_ocsp().body.view() == unauthorized);
  BOOST_TEST(own.ask("GET", "/crl/signature/3/full.crl").status == 403U);
  own.ask("PUT", "/admin/access", R"({"mode": "address", "networks": ["127.0.0.0/8"]})");
  BOOST_TEST(own.ask_ocsp().body.size() > 100U);
  own.ask("PUT", "/admin/access", R"({"mode": "bearer-token", "tokens": ["a-token-of-tests"]})");
  BOOST_TEST(own.ask_ocsp().body.view() == unauthorized);
  BOOST_TEST(own.ask("GET", "/crl/signature/3/full.crl").status == 200U);  // ask() sends that token
  own.ask("PUT", "/admin/access", R"({"mode": "mutual-tls"})");
  BOOST_TEST(own.ask_ocsp().body.view() == unauthorized);
}

BOOST_AUTO_TEST_CASE(what_was_asked_is_remembered_and_has_its_price) {
  World own;
  own.ask_ocsp();
  own.ask("GET", "/crl/signature/3/full.crl");
  const auto seen = own.site.desk().guests.after(0, 10);
  BOOST_REQUIRE(seen.size() == 2U);
  BOOST_TEST(seen[0].answers.front().about.starts_with("authentication/3 2000000"));
  BOOST_TEST(seen[0].answers.front().answer == "good");
  BOOST_TEST(answers_in_words(seen[1]).front().starts_with("signature/3/full list number "));
  BOOST_TEST(to_json_line(seen[1]).starts_with(
      R"({"number":2,"time":"2026-04-01T09:04:05+09:00","endpoint":"crl",)"));
  BOOST_TEST(has(own.ask("GET", "/admin/fees").body.view(), "\"yen\": 2,"));
  BOOST_TEST(has(own.ask("GET", "/metrics").body.view(),
                 R"(tameshi_http_requests_total{endpoint="ocsp",code="200"} 1)"));
  BOOST_TEST(has(own.ask("GET", "/metrics").body.view(), "tameshi_fees_yen_total 2"));
}

BOOST_AUTO_TEST_CASE(a_revocation_is_known_after_the_refresh_and_on_the_next_days_list) {
  World own;
  const auto before = std::string(own.ask_ocsp().body.view());
  const auto list = std::string(own.ask("GET", "/crl/authentication/3/full.crl").body.view());
  BOOST_TEST(own.ask("POST", "/admin/residents/hanako/events", R"({"event": "revoke"})").status == 200U);
  BOOST_TEST(own.ask_ocsp().body.view() == before);
  own.ask("POST", "/admin/ticks", R"({"until": "ocsp-refresh"})");
  BOOST_TEST(own.site.desk().guests.after(0, 100).size() == 5U);
  own.ask_ocsp();
  BOOST_TEST(answers_in_words(own.site.desk().guests.after(5, 100).front())
                 .front()
                 .ends_with(" revoked cessation-of-operation"));
  BOOST_TEST(own.ask("GET", "/crl/authentication/3/full.crl").body.view() == list);
  own.ask("POST", "/admin/ticks", R"({"until": "crl-publication"})");
  BOOST_TEST(own.ask("GET", "/crl/authentication/3/full.crl").body.size() > list.size());
}

BOOST_AUTO_TEST_CASE(every_fault_of_the_table_does_something_to_the_wire) {
  World own;
  const auto honest = own.ask_ocsp();
  const auto on_wire = [](const Reply& reply) {
    std::string out;
    write_head(out, reply, Afterwards::unsaid);
    return out + std::string(reply.body.view());
  };
  for (const auto& word : wire_faults().words) {
    own.site.desk().wire.arm(value_or_trouble(lie_from(wire_faults(), word.name, {{"endpoint", "ocsp"}})));
    const auto struck = own.ask_ocsp();
    own.site.desk().wire.disarm("");
    BOOST_TEST((on_wire(struck) != on_wire(honest) || struck.delivery != honest.delivery), word.name);
    BOOST_TEST(on_wire(own.ask_ocsp()) == on_wire(honest));
  }
  BOOST_TEST(wire_faults().words.size() >= 30U);
}

BOOST_AUTO_TEST_CASE(a_fault_strikes_what_its_filter_names) {
  World own;
  own.site.desk().wire.arm(value_or_trouble(
      lie_from_text(wire_faults(), "http-500 endpoint=ocsp authority=authentication nth=2 times=1")));
  BOOST_TEST(own.ask("GET", "/crl/authentication/3/full.crl").status == 200U);
  BOOST_TEST(own.ask_ocsp().status == 200U);
  BOOST_TEST(own.ask_ocsp().status == 500U);
  BOOST_TEST(own.ask_ocsp().status == 200U);
}

// Seeds for every endpoint, mangled; nothing may crash, and each answer is one of HTTP's.
BOOST_AUTO_TEST_CASE(a_hundred_thousand_mangled_requests) {
  World own;
  std::vector<std::string> seeds;
  const auto get = [&](const std::string& target) {
    seeds.push_back("GET " + target +
                    " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a-token-of-tests\r\n\r\n");
  };
  for (const auto* target :
       {"/", "/health", "/metrics", "/crl/index.json", "/ca/index.json", "/ca/signature/3.cer",
        "/ca/signature.pem", "/crl/authentication/3/full.crl", "/crl/signature/3/Tokyo-to/Kiyose-shi.crl",
        "/admin/clock", "/admin/residents/hanako", "/admin/events?after=1&limit=2", "/admin/lies/wire",
        "/admin/requests?limit=1"}) {
    get(target);
  }
  get("/ocsp/authentication/" + ocsp::get_path(own.question()));
  const auto send = [&](const std::string& line, const std::string& type, const std::string& body) {
    seeds.push_back(
        line + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a-token-of-tests\r\nContent-Type: " + type +
        "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  };
  send("POST /ocsp/authentication", "application/ocsp-request", std::string(text_of(own.question())));
  send("POST /admin/residents/hanako/events", "application/json",
       R"({"event": "lock-pin", "parameters": {}})");
  send("PUT /admin/access", "application/json", R"({"mode": "none", "networks": ["10.0.0.0/8"]})");
  send("POST /admin/residents", "application/json", R"({"persona": "taroo"})");
  const std::string question =
      R"({"spId": "bank", "serviceId": "account", "serial": "200000001", "issuerSki": ")" +
      own.key_identifier() + "\"}";
  const auto consent = own.consent_body();
  send("POST /fake/v1/latest-info", "application/json", question);
  send("POST /fake/v1/latest-info:batch", "application/json", "[" + question + "]");
  send("POST /fake/v1/latest-info:batch", "text/csv",
       "spId,serviceId,issuerSki,serial\r\nbank,account," + own.key_identifier() + ",200000001\r\n");
  send("POST /fake/v1/consents", "application/json", consent);
  send("POST /fake/v1/consents/" + own.give_consent() + "/withdrawal", "application/json", consent);
  get("/fake/v1/consent-withdrawals?spId=bank&since=0");
  get("/fake/v1/consents?spId=bank&serial=200000001&issuerSki=" + own.key_identifier());
  std::mt19937 random(4);
  for (int i = 0; i < 100'000; ++i) {
    auto bytes = seeds[random() % seeds.size()];
    for (auto n = random() % 3; n > 0; --n) bytes[random() % bytes.size()] = static_cast<char>(random());
    if (random() % 8 == 0) bytes.erase(random() % bytes.size(), random() % 8);
    RequestReader reader{Limits{}};
    reader.put(bytes);
    if (const auto request = reader.take()) {
      const auto reply = own.site.answer(*request);
      if (reply.status < 200 || reply.status > 499) BOOST_FAIL(bytes << "\n" << reply.body.view());
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::jlis::http
