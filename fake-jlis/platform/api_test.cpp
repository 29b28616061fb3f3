// The operator's own interface, held to its description.
#include "fake-jlis/http/api_coverage_json.hpp"
#include "fake-jlis/platform/test_door_json.hpp"

namespace tameshi::jlis::platform {
namespace {

using platform::testing::Door;
using platform::testing::Json;
using Seen = http::testing::Seen;

// Sends, notes the status, gives the body.
struct Noting {
  Door& door;
  const Json& all;
  Seen& seen;

  Json operator()(const std::string& method, const std::string& path, const Json& body = {}) const {
    const auto answer = door.send(method, path, body.is_null() ? std::string() : body.dump());
    http::testing::note(seen, all, method, path, static_cast<unsigned>(answer.status));
    return Json::parse(answer.body);
  }
};

Json signed_text(Door& door, const Json& prepared) {
  auto out = door.signed_by("hanako", prepared.at("application").get<std::string>());
  return {
      {"application", out["document"]}, {"signature", out["signature"]}, {"certificate", out["certificate"]}};
}

// Of a customer with a consent, everything that is described.
void tell_all(Door& door, const Noting& ask) {
  ask("GET", "/platform/openapi.json");
  ask("GET", "/platform/v1/reasons");
  BOOST_TEST(ask("POST", "/platform/v1/verifications", door.signed_by("hanako", "a text")).at("result") ==
             "accepted");
  const auto customer =
      ask("POST", "/platform/v1/customers", door.signed_by("hanako", "a text")).at("customer");
  const auto path = "/platform/v1/customers/" + customer.get<std::string>();
  const auto nonce = ask("POST", "/platform/v1/challenges").at("nonce").get<std::string>();
  auto login = door.signed_by("hanako", nonce, Kind::authentication);
  const Json session{
      {"nonce", nonce}, {"signature", login["signature"]}, {"certificate", login["certificate"]}};
  BOOST_TEST(ask("POST", "/platform/v1/sessions", session).at("customer") == customer);
  BOOST_TEST(ask("POST", "/platform/v1/sessions", session).at("reason") == "nonce-unknown");
  BOOST_TEST(ask("GET", path).at("fourItems").at("name") == "試験　花子");
  BOOST_TEST(ask("GET", path + "/status?by=crl").at("result") == "good");
  BOOST_TEST(ask("GET", "/platform/v1/revocations").at("count") == 0);
  BOOST_TEST(ask("PUT", path + "/certificate", door.signed_by("hanako", "a text")).at("result") ==
             "accepted");
  auto consent = signed_text(door, ask("POST", "/platform/v1/consent-applications",
                                       {{"service", "account"}, {"items", {"address"}}}));
  consent["service"] = "account";
  const auto id = ask("POST", "/platform/v1/consents", consent).at("consent").get<std::string>();
  door.machine.advance(std::chrono::hours(24));
  BOOST_TEST(ask("POST", path + "/latest-info", {{"service", "account"}}).at("result") == "no-change");
  const auto withdrawal =
      signed_text(door, ask("POST", "/platform/v1/withdrawal-applications", {{"service", "account"}}));
  BOOST_TEST(ask("POST", "/platform/v1/consents/" + id + "/withdrawal", withdrawal).at("result") ==
             "accepted");
  const auto polled = ask("GET", "/platform/v1/withdrawals");
  BOOST_TEST(polled.at("withdrawals").at(0).at("consent") == id);
  BOOST_TEST(polled.at("withdrawals").at(0).at("channel") == "platform");
  BOOST_TEST(ask("GET", "/platform/v1/withdrawals").at("count") == 0);
}

BOOST_AUTO_TEST_SUITE(own_interface)

BOOST_AUTO_TEST_CASE(every_described_response_occurs) {
  Door door;
  const auto all = door.ask("GET", "/platform/openapi.json");
  Seen seen;
  tell_all(door, {door, all, seen});
  http::testing::refusals([&](const http::Request& request) { return door.site_of_operator.answer(request); },
                          seen, all);
  http::testing::all_occur(seen, all);
}

BOOST_AUTO_TEST_CASE(every_answer_says_that_it_is_ours) {
  Door door;
  for (const auto* path : {"/health", "/platform/v1/reasons", "/key/jwks.json", "/nowhere"})
    BOOST_TEST(door.send("GET", path).field("X-Fake-JLIS") == "ours");
  BOOST_TEST(door.send("GET", "/nowhere").status == 404);
  BOOST_TEST(door.send("GET", "/health").body == "ok\n");
}

BOOST_AUTO_TEST_CASE(a_challenge_is_good_for_ten_minutes) {
  Door door;
  const auto customer = door.ask("POST", "/platform/v1/customers", door.signed_by("hanako", "a text"));
  for (const auto& [minutes, expected] : {std::pair{9, "accepted"}, {11, "nonce-unknown"}}) {
    const auto nonce = door.ask("POST", "/platform/v1/challenges").at("nonce").get<std::string>();
    auto login = door.signed_by("hanako", nonce, Kind::authentication);
    door.machine.advance(std::chrono::minutes(minutes));
    const auto answer = door.ask(
        "POST", "/platform/v1/sessions",
        {{"nonce", nonce}, {"signature", login["signature"]}, {"certificate", login["certificate"]}});
    BOOST_TEST(platform::testing::decision_in(answer) == expected);
  }
}

BOOST_AUTO_TEST_CASE(one_bad_certificate_on_file_is_told_among_many_and_one_lost_list_hides_nothing) {
  Door door;
  door.ask("POST", "/platform/v1/customers", door.signed_by("hanako", "a text"));
  const auto taro = door.ask("POST", "/platform/v1/customers", door.signed_by("taro", "a text"));
  value_or_trouble(door.agency.apply({"move-out", "taro"}));
  door.machine.advance(std::chrono::hours(24));
  const auto changes = door.ask("GET", "/platform/v1/revocations").at("changes");
  BOOST_TEST(changes.size() == 1U);
  BOOST_TEST(changes.at(0).at("customer") == taro.at("customer"));
  BOOST_TEST(changes.at(0).at("reason") == "certificate-revoked");
  door.machine.advance(std::chrono::hours(24));
  door.arm("wire", "http-503", {{"endpoint", "crl"}});
  BOOST_TEST(door.ask("GET", "/platform/v1/revocations").at("reason") == "crl-unreachable");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::jlis::platform
