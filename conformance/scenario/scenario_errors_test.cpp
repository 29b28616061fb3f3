// What a person who slipped is told. The wording is the product here, so it is compared to the letter.
#include <fmt/format.h>

#include "base/testing/cases.hpp"
#include "conformance/scenario/read_parts.hpp"

namespace tameshi::scenario {
namespace {

std::string lines(const yaml::Problems& problems) {
  std::string out;
  for (const auto& problem : problems.all()) out += to_string(problem) + "\n";
  return out;
}

void check(const yaml::Node& item) {
  yaml::Problems problems;
  const auto scenario = scenario::read(testing::text_at(item, "text"), "s.yaml", problems);
  BOOST_TEST(lines(problems) == testing::text_at(item, "says"));
  BOOST_TEST(scenario.has_value() == problems.empty());
}

CASES("scenario_errors", "scenario_errors.cases.yaml", check);

std::string said_of_persona(const std::string& written) {
  yaml::Problems problems;
  yaml::Node node;
  node.kind = yaml::Node::Kind::scalar;
  node.place = {"s.yaml", 3, 9};
  node.text = written;
  check_persona(node, {"hanako", "kiyoshi", "taro"}, problems);
  return lines(problems);
}

BOOST_AUTO_TEST_SUITE(personas)

BOOST_AUTO_TEST_CASE(a_slip_is_told_the_nearest_name) {
  BOOST_TEST(said_of_persona("hanaka") ==
             "s.yaml:3:9: there is no persona \"hanaka\"; did you mean \"hanako\"?\n");
}

BOOST_AUTO_TEST_CASE(an_unknown_name_is_told_all_names) {
  BOOST_TEST(said_of_persona("zzzzzzzz") ==
             "s.yaml:3:9: there is no persona \"zzzzzzzz\"; known here: hanako, kiyoshi, taro\n");
}

BOOST_AUTO_TEST_CASE(known_names_and_paths_pass) {
  BOOST_TEST(said_of_persona("taro") == "");
  BOOST_TEST(said_of_persona("mine/jiro.yaml") == "");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::scenario
