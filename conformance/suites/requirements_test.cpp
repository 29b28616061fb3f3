// The rules of the suites, and that each has a case that tests it.
#include "conformance/suites/requirements.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/resources.hpp"
#include "base/testing/generated.hpp"

namespace tameshi::suites {
namespace {

using scenario::Scenario;

const std::string page = "docs/requirements.md";

std::vector<Scenario> cases_of(const std::string& suite) {
  yaml::Problems problems;
  std::vector<Scenario> out;
  for (const auto& path : resources::below("conformance/suites/" + suite + "/")) {
    if (path.ends_with(".part.yaml")) continue;
    auto rows = scenario::read_all(*resources::find(path), path, scenario::built_in_text, problems);
    std::move(rows.begin(), rows.end(), std::back_inserter(out));
  }
  for (const auto& problem : problems.all()) BOOST_ERROR(to_string(problem));
  return out;
}

std::string lines(const yaml::Problems& problems) {
  std::string out;
  for (const auto& problem : problems.all()) out += to_string(problem) + "\n";
  return out;
}

std::vector<Requirements> read_well(const std::string& text) {
  yaml::Problems problems;
  auto out = read_requirements(text, "r.yaml", problems);
  BOOST_TEST(lines(problems) == "");
  return out;
}

std::string said_of(const std::string& text) {
  yaml::Problems problems;
  read_requirements(text, "r.yaml", problems);
  return lines(problems);
}

Scenario case_called(const std::string& id, const std::string& rule) {
  Scenario out;
  out.path = id + ".yaml";
  out.suite_case = SuiteCase{id, rule, Level::must, "why"};
  out.suite_case_place = {out.path, 2, 7};
  return out;
}

struct Tested {
  std::size_t cases = 0;
  std::map<Level, std::size_t> levels;
  std::string first;
};

std::map<std::string, Tested> tested_by(const std::vector<Scenario>& cases) {
  std::map<std::string, Tested> out;
  for (const auto& scenario : cases) {
    if (!scenario.suite_case) continue;
    auto& rule = out[scenario.suite_case->rule];
    if (rule.cases++ == 0) rule.first = scenario.suite_case->id;
    ++rule.levels[scenario.suite_case->level];
  }
  return out;
}

std::string levels_of(const Tested& tested) {
  std::string out;
  for (const auto& [level, cases] : tested.levels)
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", cases, to_string(level));
  return out;
}

std::vector<Scenario> cases_of(const Requirements& suite) {
  if (suite.part_of.empty()) return cases_of(suite.suite);
  auto out = cases_of(suite.part_of);
  std::erase_if(out, [&](const Scenario& scenario) {
    return std::none_of(suite.tags.begin(), suite.tags.end(), [&](const std::string& tag) {
      return std::find(scenario.tags.begin(), scenario.tags.end(), tag) != scenario.tags.end();
    });
  });
  return out;
}

std::string summary_of(const Requirements& part) {
  const auto cases = cases_of(part);
  return fmt::format("## {}\n\n{} {} cases of {}, of {} rules: those with the tags {}.\n\n", part.suite,
                     part.says, cases.size(), part.part_of, tested_by(cases).size(),
                     fmt::join(part.tags, ", "));
}

std::string part_of(const Requirements& suite) {
  if (!suite.part_of.empty()) return summary_of(suite);
  const auto cases = cases_of(suite);
  const auto tested = tested_by(cases);
  auto out = fmt::format(
      "## {}\n\n{} {} cases, {} rules. Pass marks: must {} %, should {} %, may {} %.\n\n"
      "| rule | what holds | source | cases | first of them |\n| --- | --- | --- | --- | --- |\n",
      suite.suite, suite.says, cases.size(), suite.rules.size(), suite.marks.must, suite.marks.should,
      suite.marks.may);
  for (const auto& rule : suite.rules) {
    const auto found = tested.find(rule.name);
    BOOST_CHECK_MESSAGE(found != tested.end(), fmt::format("{}: no case tests {}", suite.suite, rule.name));
    if (found == tested.end()) continue;
    out += fmt::format("| {} | {} | {} | {} | `{}` |\n", rule.name, rule.says, fmt::join(rule.sources, "; "),
                       levels_of(found->second), found->second.first);
  }
  return out + "\n";
}

BOOST_AUTO_TEST_SUITE(generated)

BOOST_AUTO_TEST_CASE(each_rule_has_a_row_and_a_case) {
  std::string out =
      "# What the conformance suites require\n\n"
      "Made from `conformance/suites` by `base/tools/check_generated.sh --write`; how to use the suites is "
      "in\n"
      "[conformance.md](conformance.md). OURS marks what no public source says.\n\n";
  for (const auto& suite : built_in_requirements()) out += part_of(suite);
  out.pop_back();
  testing::check_generated(page, out, "conformance/suites");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(requirements)

BOOST_AUTO_TEST_CASE(the_built_in_suites_hold_to_their_rules) {
  for (const auto& suite : built_in_requirements()) {
    yaml::Problems problems;
    check_cases(cases_of(suite), suite, problems);
    BOOST_TEST(lines(problems) == "");
  }
}

BOOST_AUTO_TEST_CASE(rules_and_marks_are_read) {
  const auto all = read_well(R"(mine:
  says: Apps.
  pass-marks: { should: 75 }
  rules: [{ rule: A-1, says: It holds., source: [RFC 5280 §6, OURS] }]
)");
  BOOST_REQUIRE(all.size() == 1U);
  BOOST_TEST(all[0].find("A-1")->sources.size() == 2U);
  BOOST_TEST(all[0].find("A-2") == nullptr);
  BOOST_TEST(all[0].marks.of(Level::must) == 100);
  BOOST_TEST(all[0].marks.of(Level::should) == 75);
}

BOOST_AUTO_TEST_CASE(a_part_has_the_rules_of_the_whole) {
  const auto all = read_well(R"(whole: { says: s, rules: [{ rule: A-1, says: x, source: OURS }] }
part: { says: some of it, part-of: whole, tags: [life] }
)");
  BOOST_REQUIRE(all.size() == 2U);
  BOOST_TEST(all[1].find("A-1") != nullptr);
  BOOST_TEST(said_of("part: { says: s, part-of: whole }") ==
             "r.yaml:1:7: there is no suite \"whole\" before this part of it; name one that has rules\n"
             "r.yaml:1:7: this part says no tags; name those of its cases\n");
}

BOOST_AUTO_TEST_CASE(slips_are_told) {
  BOOST_TEST(said_of("[a]") ==
             "r.yaml:1:1: requirements must be a map of suites; write NAME: { says: …, rules: [ … ] }\n");
  BOOST_TEST(said_of("mine: { says: s, rules: [] }") ==
             "r.yaml:1:25: \"rules\" has no rule in it; add an entry\n");
  BOOST_TEST(
      said_of("mine: { says: s, rules: [{ rule: A-1, says: x, source: OURS }, { rule: A-1, says: y }] }") ==
      "r.yaml:1:64: the rule A-1 stands here a second time; give each rule a name of its own\n"
      "r.yaml:1:64: the rule A-1 says no source; name the clause, or write OURS\n");
}

BOOST_AUTO_TEST_CASE(cases_are_told_apart_and_know_their_rules) {
  const auto suite =
      read_well("mine: { says: s, rules: [{ rule: PIN-001, says: x, source: OURS }] }").front();
  yaml::Problems problems;
  Scenario plain;
  plain.path = "plain.yaml";
  check_cases(
      {case_called("m.a", "PIN-001"), case_called("m.a", "PIN-001"), case_called("m.b", "PIN-01"), plain},
      suite, problems);
  BOOST_TEST(lines(problems) ==
             "m.a.yaml:2:7: there are two cases \"m.a\"; the other is in m.a.yaml\n"
             "m.b.yaml:2:7: the suite has no rule \"PIN-01\"; did you mean \"PIN-001\"?\n"
             "plain.yaml: this scenario is no case of a suite; give it case:, rule:, level: and why:\n");
}

BOOST_AUTO_TEST_CASE(pass_marks_are_per_cents) {
  Marks marks;
  set_mark(marks, "should=95");
  BOOST_TEST(marks.should == 95);
  for (const std::string wrong : {"should", "shoud=1", "must=101", "must=-1", "may="})
    BOOST_CHECK_THROW(set_mark(marks, wrong), Trouble);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::suites
