#include "fake-jlis/ca/profile.hpp"

#include "base/resources.hpp"
#include "base/testing/cases.hpp"

using namespace tameshi;
using namespace tameshi::jlis::ca;

namespace {

void check_table(const yaml::Node& test) {
  std::string text(*resources::find("fake-jlis/ca/profiles/authentication.yaml"));
  const auto replaced = testing::text_at(test, "replace");
  const auto at = text.find(replaced);
  BOOST_TEST_REQUIRE(at != std::string::npos, "the table no longer contains: " << replaced);
  text.replace(at, replaced.size(), testing::text_at(test, "with"));
  yaml::Problems problems;
  const auto profile = read_profile(text, "table.yaml", problems);
  const auto expected = testing::text_at(test, "problem");
  BOOST_TEST(profile.has_value() == expected.empty());
  BOOST_TEST((problems.empty() ? "" : to_string(problems.all().front())) == expected);
}

}  // namespace

CASES("profile", "profile.cases.yaml", check_table);

BOOST_AUTO_TEST_SUITE(profiles)

BOOST_AUTO_TEST_CASE(every_row_of_the_built_in_tables_has_its_source) {
  for (const auto* id : {"signature", "signature-ca", "authentication", "authentication-ca"}) {
    const auto profile = built_in_profile(id);
    BOOST_TEST(profile.id == id);
    BOOST_TEST(profile.subject.origin.source.find("facts/pki.md §") == 0U);
    for (const auto& row : profile.extensions) {
      BOOST_TEST(row.origin.source.find("facts/pki.md §") == 0U, id << " " << row.name);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_profile_that_is_not_there_is_trouble) {
  BOOST_CHECK_THROW((void)built_in_profile("seal"), Trouble);
}

BOOST_AUTO_TEST_SUITE_END()
