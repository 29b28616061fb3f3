// The tables of this room: what is wrong with one is said, and everybody who is invented could be a resident.
#include "fake-jlis/nation/customs.hpp"

#include <set>

#include "base/testing/cases.hpp"
#include "fake-jlis/nation/people.hpp"
#include "fake-jlis/registry/life.hpp"
#include "fake-jlis/registry/life_command.hpp"
#include "fake-jlis/registry/my_number.hpp"
#include "fake-jlis/registry/register_text.hpp"

namespace tameshi::jlis::nation {
namespace {

void check(const yaml::Node& node) {
  yaml::Problems problems;
  if (node.find("customs") != nullptr) {
    BOOST_TEST(!read_customs(testing::text_at(node, "customs"), "table.yaml", problems));
  } else {
    BOOST_TEST(!read_words(testing::text_at(node, "words"), "table.yaml", problems));
  }
  BOOST_REQUIRE(!problems.empty());
  const auto first = to_string(problems.all().front());
  BOOST_TEST(first.find(testing::text_at(node, "says")) != std::string::npos, first);
}
CASES("tables_of_a_nation", "customs.cases.yaml", check);

BOOST_AUTO_TEST_SUITE(invented_people)

BOOST_AUTO_TEST_CASE(everything_that_people_can_order_is_in_the_customs) {
  std::set<std::string> done;
  for (const auto& row : customs().by_chance) done.insert(row.act);
  for (const auto* table : {&customs().follow_ups, &customs().before_end}) {
    for (const auto& [what, choices] : *table) {
      for (const auto& choice : choices) done.insert(choice.act);
    }
  }
  for (const auto& event : registry::life().events)
    BOOST_TEST(done.contains(event.name) != event.by_clock, event.name);
  for (const auto& act : own_acts) BOOST_TEST(done.contains(act), act);
}

BOOST_AUTO_TEST_CASE(people_could_be_in_the_register) {
  using namespace std::chrono;
  Chance chance(1);
  std::set<std::string> numbers;
  for (std::uint64_t n = 0; n < 500; ++n) {
    const auto person = invented(n, year{1980} / 2 / 29, chance, words().towns.size());
    BOOST_TEST(registry::is_register_name(person.name), person.name);
    BOOST_TEST(registry::is_register_address(person.address), person.address);
    BOOST_TEST(registry::is_romaji_place(person.municipality.prefecture));
    BOOST_TEST(registry::is_romaji_place(person.municipality.name));
    BOOST_TEST(registry::is_my_number(person.my_number));
    BOOST_TEST(numbers.insert(person.my_number).second);
  }
}

BOOST_AUTO_TEST_CASE(every_parameter_that_is_needed_has_a_value) {
  using namespace std::chrono;
  Chance chance(1);
  const auto person = invented(1, year{1980} / 2 / 29, chance, 2);
  for (const auto& one : registry::life_parameters()) {
    if (one.required)
      BOOST_TEST(!parameter(one.name, person, year{2026} / 4 / 1, chance, 2).empty(), one.name);
  }
}

BOOST_AUTO_TEST_CASE(the_same_seed_throws_the_same) {
  Chance one(5);
  Chance other(5);
  for (int n = 0; n < 100; ++n) BOOST_TEST(one.below(1'000) == other.below(1'000));
  Chance chance(1);
  unsigned sum = 0;
  for (int n = 0; n < 365 * 20; ++n) sum += chance.times(1'000, 10);
  BOOST_TEST(sum > 150U);  // 200 are expected
  BOOST_TEST(sum < 250U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::jlis::nation
