#include "fake-jlis/ca/generations.hpp"

#include <set>

#include "base/testing/cases.hpp"
#include "fake-jlis/ca/opinion.hpp"
#include "fake-jlis/ca/test_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using namespace tameshi::jlis::ca;
using ca::testing::at;
using ca::testing::opinion;

namespace {

struct Made {
  KeyPool pool{TAMESHI_SOURCE_DIR "/build/test-keys"};
  AuthoritySet production = value_or_trouble(make_generations({}, pool));
  Settings test_settings = with_arc({}, Arc::test);
  AuthoritySet test = value_or_trouble(make_generations(test_settings, pool));
};

Made& made() {
  static Made one;
  return one;
}

std::string id_of(const Authority& authority) {
  for (const auto& [id, one] : made().production) {
    if (&one == &authority) return registry::to_string(id);
  }
  return "nobody";
}

std::string issuer_at(const std::string& instant, const Settings& settings = {}) {
  return id_of(issuing_authority(made().production, Kind::signature, settings, at(instant)));
}

IssueTerms terms() {
  return {at("2026-04-01T09:00:00+09:00"), 200'000'002, false, std::nullopt, std::nullopt, false};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(generations)

BOOST_AUTO_TEST_CASE(there_are_three_of_each_under_one_name_with_keys_of_their_own) {
  for (const auto kind : {Kind::signature, Kind::authentication}) {
    std::set<std::string> names;
    std::set<std::string> keys;
    for (const auto& [id, authority] : made().production) {
      if (id.kind != kind) continue;
      names.insert(opinion(authority.certificate().der, "subject"));
      names.insert(opinion(authority.certificate().der, "issuer"));
      keys.insert(hex(authority.identity().key_identifier));
    }
    BOOST_TEST(names.size() == 1U);
    BOOST_TEST(keys.size() == 3U);
  }
}

BOOST_AUTO_TEST_CASE(dates_and_serials_are_those_of_the_table_of_facts) {
  const auto says = [](Kind kind, unsigned generation, const std::string& field) {
    return opinion(made().production.at({kind, generation}).certificate().der, field);
  };
  BOOST_TEST(says(Kind::signature, 1, "serial") == "01");
  BOOST_TEST(says(Kind::signature, 2, "serial") == "0132C4AB");
  BOOST_TEST(says(Kind::signature, 3, "serial") == "067C6A21");
  BOOST_TEST(says(Kind::authentication, 2, "serial") == "0133C349");
  BOOST_TEST(says(Kind::authentication, 3, "serial") == "06D18006");
  BOOST_TEST(says(Kind::signature, 1, "not-before") == "UTCTime 151020024028Z");
  BOOST_TEST(says(Kind::signature, 1, "not-after") == "UTCTime 251019145959Z");
  BOOST_TEST(says(Kind::signature, 2, "not-after") == "UTCTime 290914145959Z");
  BOOST_TEST(says(Kind::authentication, 3, "not-before") == "UTCTime 230716010104Z");
  BOOST_TEST(says(Kind::authentication, 3, "not-after") == "UTCTime 330715145959Z");
}

BOOST_AUTO_TEST_CASE(the_newest_that_has_begun_issues_unless_another_is_named) {
  BOOST_TEST(issuer_at("2016-04-01") == "signature/1");
  BOOST_TEST(issuer_at("2019-09-14T23:41:55Z") == "signature/1");
  BOOST_TEST(issuer_at("2019-09-14T23:41:56Z") == "signature/2");
  BOOST_TEST(issuer_at("2026-04-01") == "signature/3");
  Settings settings;
  settings.issuing_generation = 2;
  BOOST_TEST(issuer_at("2026-04-01", settings) == "signature/2");
  BOOST_CHECK_THROW((void)issuer_at("2015-10-19"), Trouble);
}

BOOST_AUTO_TEST_CASE(one_authority_certifies_cards_and_smartphones) {
  const auto& authority = made().production.at({Kind::signature, 3});
  const auto hanako = value_or_trouble(registry::find_persona("hanako"));
  const auto key = value_or_trouble(made().pool.key(8));
  auto phone = terms();
  phone.mobile = true;
  BOOST_TEST(opinion(authority.issue(hanako, key, terms()).der, "extension certificatePolicies")
                 .find("060B2A83088C9B550805010114") != std::string::npos);
  BOOST_TEST(opinion(authority.issue(hanako, key, phone).der, "extension certificatePolicies")
                 .find("060B2A83088C9B550805010128") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_next_card_has_a_generation_of_its_own) {
  Settings settings;
  settings.line = Line::next;
  const auto all = value_or_trouble(make_generations(settings, made().pool));
  BOOST_TEST(all.size() == 8U);
  const auto& issuer = issuing_authority(all, Kind::authentication, settings, at("2026-04-01"));
  BOOST_TEST(&issuer == &all.at({Kind::authentication, 4}));
  BOOST_TEST(opinion(issuer.certificate().der, "public-key").starts_with("EC 384"));
  BOOST_TEST(opinion(issuer.certificate().der, "subject") ==
             opinion(all.at({Kind::authentication, 3}).certificate().der, "subject"));
}

BOOST_AUTO_TEST_CASE(the_test_arc_has_other_names_keys_and_policies) {
  const auto& test = made().test.at({Kind::signature, 3});
  const auto& production = made().production.at({Kind::signature, 3});
  BOOST_TEST(opinion(test.certificate().der, "subject").find("O=UTF8String FAKE-JPKI-TEST") !=
             std::string::npos);
  BOOST_TEST(hex(test.identity().key_identifier) != hex(production.identity().key_identifier));
  const auto der = test.issue(value_or_trouble(registry::find_persona("hanako")),
                              value_or_trouble(made().pool.key(8)), terms())
                       .der;
  BOOST_TEST(opinion(der, "extension certificatePolicies").find("060B2A83088C9B550805010014") !=
             std::string::npos);
  BOOST_TEST((arc_from("test") == Arc::test));
  BOOST_TEST(!arc_from("tset").has_value());
}

BOOST_AUTO_TEST_CASE(the_same_pool_and_settings_give_the_same_bytes) {
  const auto again = value_or_trouble(make_generations({}, made().pool));
  for (const auto& [id, authority] : made().production) {
    BOOST_TEST(again.at(id).certificate().der == authority.certificate().der);
  }
}

BOOST_AUTO_TEST_CASE(a_world_that_lasts_has_generations_to_come) {
  Settings settings;
  settings.generations_ahead = 3;
  const auto all = value_or_trouble(make_generations(settings, made().pool));
  BOOST_TEST(all.size() == 12U);
  std::set<std::string> keys;
  for (const auto& [id, authority] : all) keys.insert(hex(authority.identity().key_identifier));
  BOOST_TEST(keys.size() == 12U);
  const auto issuer = [&](const char* instant) {
    const auto& found = issuing_authority(all, Kind::signature, settings, at(instant));
    for (const auto& [id, authority] : all) {
      if (&authority == &found) return registry::to_string(id);
    }
    return std::string("nobody");
  };
  BOOST_TEST(issuer("2027-07-01T00:00:00Z") == "signature/3");
  BOOST_TEST(issuer("2027-08-01T00:00:00Z") == "signature/5");  // 4 is the announced next card's
  BOOST_TEST(issuer("2031-08-01T00:00:00Z") == "signature/6");
  BOOST_TEST(issuer("2038-01-01T00:00:00Z") == "signature/7");
  settings.generations_ahead = 6;
  BOOST_TEST(!make_generations(settings, made().pool).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
