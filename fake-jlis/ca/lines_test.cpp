// The other lines of profiles, a smartphone's and the announced next card's, beside their table; and where
// validity ends for persons of whom not all is known, or who may not stay.
#include "base/testing/cases.hpp"
#include "fake-jlis/ca/opinion.hpp"
#include "fake-jlis/ca/test_world.hpp"
#include "fake-jlis/ca/validity.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using namespace tameshi::jlis::ca;
using tameshi::testing::text_at;

namespace {

// Hanako's certificates of one line, as test_world.hpp has them of the card.
struct LineWorld {
  explicit LineWorld(Line line, KeyAlgorithm algorithm)
      : authorities(make_authorities(settings_of(line), keys(0, algorithm),
                                     ca::testing::at("2025-10-20T02:40:28Z"), serials)),
        card(issue_card(authorities, ca::testing::world().hanako, keys(2, algorithm),
                        ca::testing::world().issued_at, serials)) {}

  static Settings settings_of(Line line) {
    Settings out;
    out.line = line;
    return out;
  }
  static KindKeys keys(unsigned first, KeyAlgorithm algorithm) {
    auto& pool = ca::testing::world().pool;
    return {value_or_trouble(pool.key(first, algorithm)), value_or_trouble(pool.key(first + 1, algorithm))};
  }

  Serials serials;
  Authorities authorities;
  CardCertificates card;
};

const LineWorld& world_of(const std::string& line) {
  static const LineWorld mobile(Line::mobile, KeyAlgorithm::rsa_2048);
  static const LineWorld next(Line::next, KeyAlgorithm::p384);
  if (line == "mobile") return mobile;
  if (line == "next") return next;
  throw std::runtime_error("no line is called \"" + line + "\"");
}

const Bytes& certificate_called(const std::string& name, const Authorities& authorities,
                                const CardCertificates& card) {
  if (name == "signature") return card.signature.der;
  if (name == "authentication") return card.authentication.der;
  if (name == "signature-ca") return authorities.signature.certificate().der;
  if (name == "authentication-ca") return authorities.authentication.certificate().der;
  throw std::runtime_error("no certificate is called \"" + name + "\"");
}

// Without `expected` OpenSSL says of this field what it says of the card's.
void check_field(const yaml::Node& test) {
  const auto name = text_at(test, "certificate");
  const auto field = text_at(test, "field");
  const auto& line = world_of(text_at(test, "line"));
  const auto& today = ca::testing::world();
  const auto said = ca::testing::opinion(certificate_called(name, line.authorities, line.card), field);
  const auto of_card = ca::testing::opinion(certificate_called(name, today.authorities, today.card), field);
  BOOST_TEST(said == (test.find("expected") == nullptr ? of_card : text_at(test, "expected")));
}

CASES("lines", "lines.cases.yaml", check_field);

}  // namespace

BOOST_AUTO_TEST_SUITE(line_certificates)

BOOST_AUTO_TEST_CASE(mobile_certificates_come_from_the_same_authorities_as_the_cards) {
  const auto& mobile = world_of("mobile").authorities;
  const auto& card = ca::testing::world().authorities;
  BOOST_TEST(mobile.signature.certificate().der == card.signature.certificate().der);
  BOOST_TEST(mobile.authentication.certificate().der == card.authentication.certificate().der);
}

BOOST_AUTO_TEST_CASE(an_authority_refuses_a_key_of_another_algorithm) {
  const auto& rsa = ca::testing::world().ca_keys.signature;
  const auto made = ca::testing::world().issued_at;
  BOOST_CHECK_THROW(Authority(Kind::signature, LineWorld::settings_of(Line::next), rsa, made, 1), Trouble);
  const auto p384 = LineWorld::keys(0, KeyAlgorithm::p384).signature;
  BOOST_CHECK_THROW(Authority(Kind::signature, {}, p384, made, 1), Trouble);
}

BOOST_AUTO_TEST_SUITE_END()
