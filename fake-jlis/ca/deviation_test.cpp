#include "fake-jlis/ca/deviation.hpp"

#include <set>

#include "base/testing/generated.hpp"
#include "fake-jlis/ca/deviate.hpp"
#include "fake-jlis/ca/deviation_table.hpp"
#include "fake-jlis/ca/opinion.hpp"
#include "fake-jlis/ca/test_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using namespace tameshi::jlis::ca;
using ca::testing::at;
using ca::testing::opinion;

namespace {

struct Stand {
  KeyPool pool{TAMESHI_SOURCE_DIR "/build/test-keys"};
  AuthoritySet authorities = value_or_trouble(make_generations({}, pool));
  registry::Persona hanako = value_or_trouble(registry::find_persona("hanako"));

  Scene scene() {
    return {authorities,
            {},
            hanako,
            value_or_trouble(pool.key(8)),
            {at("2026-04-01T09:00:00+09:00"), 200'000'002, false, at("2035-04-10T14:59:59Z"), {}, false},
            at("2026-10-01T12:00:00+09:00"),
            pool};
  }
  Bytes honest(Kind kind) {
    const auto with = scene();
    return issuing_authority(authorities, kind, {}, with.terms.issued_at)
        .issue(hanako, with.key, with.terms)
        .der;
  }
  Deviant deviant(std::string_view name, Kind kind) {
    return value_or_trouble(deviate(*value_or_trouble(find_deviation(name)), kind, scene()));
  }
};

Stand& stand() {
  static Stand one;
  return one;
}

void check_row(const yaml::Node& test) {
  yaml::Problems problems;
  const auto table = "layer: profile\ndeviations:\n  - " + tameshi::testing::text_at(test, "row") + "\n";
  const auto rows = read_deviations(table, "table.yaml", problems);
  const auto said = problems.empty() ? "" : to_string(problems.all().front());
  BOOST_TEST(said == tameshi::testing::text_at(test, "problem"));
}

}  // namespace

CASES("deviation", "deviation.cases.yaml", check_row);

BOOST_AUTO_TEST_SUITE(deviating)

BOOST_AUTO_TEST_CASE(every_row_gives_other_bytes_than_an_honest_certificate_and_the_same_twice) {
  for (const auto kind : {Kind::signature, Kind::authentication}) {
    std::set<Bytes> seen;
    seen.insert(stand().honest(kind));
    for (const auto& row : deviations()) {
      if (!row.applies_to(kind)) continue;
      const auto der = stand().deviant(row.name, kind).certificate.der;
      BOOST_TEST(seen.insert(der).second, row.name << " is like another");
      BOOST_TEST(stand().deviant(row.name, kind).certificate.der == der, row.name);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_row_says_where_it_is_known_from) {
  BOOST_TEST(deviations().size() > 200U);
  for (const auto& row : deviations()) {
    const bool known = row.source.find("facts/pki.md §") == 0 || row.source.find("RFC ") == 0 ||
                       row.source.find("X.6") == 0 || row.source.find("OURS") == 0;
    BOOST_TEST(known, row.name << ": " << row.source);
    BOOST_TEST(row.says.ends_with('.'), row.name);
    BOOST_TEST((row.expected != Decision::accept || row.layer == "none" || row.layer == "chain"), row.name);
  }
}

BOOST_AUTO_TEST_CASE(changes_do_what_they_say) {
  const auto says = [](std::string_view name, const std::string& field) {
    return opinion(stand().deviant(name, Kind::signature).certificate.der, field);
  };
  BOOST_TEST(says("key-usage-missing", "extension keyUsage") == "absent");
  BOOST_TEST(says("key-usage-not-critical", "extension keyUsage") == "030206C0");
  BOOST_TEST(says("leaf-is-an-authority", "extension basicConstraints") == "critical 30030101FF");
  BOOST_TEST(says("serial-zero", "serial") == "00");
  BOOST_TEST(says("serial-of-3-octets", "serial") == "1A2B3C");
  BOOST_TEST(says("expired", "not-after") == "UTCTime 260930030000Z");
  BOOST_TEST(says("generalized-time-before-2050", "not-after") == "GeneralizedTime 20300410145959Z");
  BOOST_TEST(says("key-with-exponent-1", "public-key") == "RSA 2048 e=1");
  BOOST_TEST(says("version-2", "version") == "2");
}

BOOST_AUTO_TEST_CASE(the_holder_gets_the_key_that_the_certificate_names) {
  const auto weak = stand().deviant("key-with-exponent-3", Kind::authentication);
  BOOST_TEST(opinion(weak.certificate.der, "public-key") == "RSA 2048 e=3");
  BOOST_TEST(hex(weak.key.public_key_info()) != hex(stand().scene().key.public_key_info()));
  const auto usual = stand().deviant("expired", Kind::authentication);
  BOOST_TEST(hex(usual.key.public_key_info()) == hex(stand().scene().key.public_key_info()));
}

BOOST_AUTO_TEST_CASE(who_signed_without_being_a_root_is_told) {
  BOOST_TEST(!stand().deviant("rogue-authority", Kind::signature).issuer_certificate.empty());
  BOOST_TEST(stand().deviant("previous-generation", Kind::signature).issuer_certificate.empty());
}

BOOST_AUTO_TEST_CASE(a_deviation_of_one_kind_is_none_of_the_other) {
  const auto& row = *value_or_trouble(find_deviation("sex-9"));
  const auto refused = deviate(row, Kind::authentication, stand().scene());
  BOOST_TEST_REQUIRE(!refused.has_value());
  BOOST_TEST(refused.error().what == "sex-9 is no deviation of authentication certificates");
}

BOOST_AUTO_TEST_CASE(an_unknown_name_is_answered_with_the_nearest) {
  const auto found = find_deviation("rouge-authority");
  BOOST_TEST_REQUIRE(!found.has_value());
  BOOST_TEST(to_string(found.error()) ==
             "there is no deviation \"rouge-authority\"; did you mean \"rogue-authority\"?");
}

BOOST_AUTO_TEST_CASE(an_element_that_nobody_touched_is_encoded_as_it_was) {
  const auto der = stand().honest(Kind::signature);
  BOOST_TEST(encode(read_element(der)) == der);
  BOOST_CHECK_THROW((void)read_element(Bytes{0x30, 0x80, 0, 0}), Trouble);
  BOOST_CHECK_THROW((void)read_element(Bytes{0x30, 0x03, 0x02}), Trouble);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(generated)

BOOST_AUTO_TEST_CASE(the_page_of_deviations_is_current) {
  tameshi::testing::check_generated("docs/deviations.md", deviations_page(), "deviations/*.yaml");
}

BOOST_AUTO_TEST_SUITE_END()
