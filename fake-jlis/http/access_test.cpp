#include "fake-jlis/http/access.hpp"

#include <boost/test/unit_test.hpp>

#include "base/testing/cases.hpp"

namespace tameshi::jlis::http {
namespace {

// "192.0.2.0/24" "192.0.2.7" → "in", "out" or "no network".
std::string where(const std::string& network, const std::string& address) {
  const auto read = network_from(network);
  if (!read) return "no network";
  return contains(*read, address) ? "in" : "out";
}

void check(const yaml::Node& item) {
  using tameshi::testing::text_at;
  BOOST_TEST(where(text_at(item, "network"), text_at(item, "address")) == text_at(item, "is"));
}

CASES("network", "network.cases.yaml", check);

Request with_token(const std::string& authorization) {
  Request request;
  request.fields = {{"authorization", authorization}};
  return request;
}

BOOST_AUTO_TEST_SUITE(access)

BOOST_AUTO_TEST_CASE(a_token_is_taken_whole_or_not_at_all) {
  AccessRules rules;
  rules.mode = AccessMode::bearer_token;
  rules.tokens = {Secret("right-token"), Secret("another-token")};
  BOOST_TEST(admission_of(rules, with_token("Bearer right-token")).registered);
  BOOST_TEST(admission_of(rules, with_token("bearer another-token")).registered);
  for (const auto* wrong :
       {"Bearer right-toke", "Bearer right-tokens", "Bearer ", "Bearer", "Basic right-token", ""}) {
    BOOST_TEST(!admission_of(rules, with_token(wrong)).registered, wrong);
  }
  BOOST_TEST(!is_secret("", Secret()));
}

BOOST_AUTO_TEST_CASE(a_client_certificate_is_known_by_all_of_it) {
  AccessRules rules;
  rules.mode = AccessMode::mutual_tls;
  Request request;
  BOOST_TEST(!admission_of(rules, request).registered);
  request.peer.certificate = {1, 2, 3};
  BOOST_TEST(admission_of(rules, request).registered);  // whoever the roots vouch for
  rules.certificates = {{1, 2, 4}};
  BOOST_TEST(!admission_of(rules, request).registered);
  rules.certificates.push_back({1, 2, 3});
  BOOST_TEST(admission_of(rules, request).registered);
}

BOOST_AUTO_TEST_CASE(each_mode_has_its_word) {
  for (const auto& word : access_modes()) BOOST_TEST(to_string(*access_mode_from(word)) == word);
  BOOST_TEST(!access_mode_from("some"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::jlis::http
