#include "fake-jlis/four-info/latest.hpp"

#include <sstream>

#include "base/testing/cases.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using namespace tameshi::jlis::four_info;
using registry::CertificateState;
using testing::text_at;

namespace {

constexpr std::array states{CertificateState::good, CertificateState::held, CertificateState::revoked,
                            CertificateState::expired};

Instant at(const std::string& text) {
  return value_or_trouble(parse_instant(text));
}

registry::Certificate certificate(std::uint64_t serial) {
  registry::Certificate out;
  out.id = {{Kind::signature, 3}, serial};
  return out;
}

Signature signature_from(const std::string& text) {
  std::istringstream in(text);
  std::uint64_t serial = 0;
  std::string state, unsynced;
  in >> serial >> state >> unsynced;
  Signature out{certificate(serial), CertificateState::none, unsynced.empty()};
  for (const auto one : states) {
    if (to_string(one) == state) out.state = one;
  }
  BOOST_REQUIRE((out.state != CertificateState::none));
  return out;
}

registry::Consent consent_from(const std::string& text) {
  std::istringstream in(text);
  std::string from, until, withdrawn, when;
  in >> from >> until >> withdrawn >> when;
  registry::Consent out;
  out.id = text;
  out.items = {"name", "address"};
  out.valid_from = at(from);
  out.valid_until = at(until);
  if (!withdrawn.empty()) out.withdrawn_at = at(when);
  return out;
}

Known known_from(const yaml::Node& test) {
  Known out;
  for (const auto& item : test.find("signatures")->items) out.signatures.push_back(signature_from(item.text));
  for (const auto& item : test.find("consents")->items) out.consents.push_back(consent_from(item.text));
  if (const auto asked = text_at(test, "asked"); asked != "none") out.asked = certificate(std::stoull(asked));
  return out;
}

void check_latest(const yaml::Node& test) {
  const auto answer = latest(known_from(test), at("2026-06-01T12:00+09:00"));
  BOOST_TEST(to_string(answer.when) == text_at(test, "answer"));
  BOOST_TEST((answer.newer ? std::to_string(answer.newer->id.serial) : "") == text_at(test, "newer"));
  BOOST_TEST(answer.items.size() == (answer.newer ? 2U : 0U));
}

void check_term(const yaml::Node& test) {
  const auto term = term_after(at(text_at(test, "accepted")), 10);
  BOOST_TEST(tameshi::to_string(term.valid_from) + " to " + tameshi::to_string(term.valid_until) ==
             text_at(test, "valid"));
}

CASES("latest_info", "latest.cases.yaml", check_latest);
CASES("terms", "consent.cases.yaml", check_term);

}  // namespace

BOOST_AUTO_TEST_SUITE(consents)

BOOST_AUTO_TEST_CASE(a_consent_that_another_one_took_the_place_of_is_replaced) {
  const std::vector all{consent_from("2026-04-02 2036-04-01"), consent_from("2026-06-02 2036-06-01")};
  const auto state = [&](std::size_t which, const char* when) {
    return std::string(to_string(state_of(all[which], all, at(when))));
  };
  BOOST_TEST(state(0, "2026-06-01") == "in-force");
  BOOST_TEST(state(1, "2026-06-01") == "not-begun");
  BOOST_TEST(state(0, "2026-06-02") == "replaced");
  BOOST_TEST(state(1, "2026-06-02") == "in-force");
  BOOST_TEST(state(0, "2040-01-01") == "expired");
}

BOOST_AUTO_TEST_SUITE_END()
