// Exit code and every writer must say the same of each verdict, alone and beside each other: a harness whose
// JUnit disagrees with its exit code is believed by nobody.
#include <fmt/format.h>

#include <array>
#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "reports/console.hpp"
#include "reports/report.hpp"
#include "reports/sample_report.hpp"
#include "reports/words.hpp"

namespace tameshi::reports {
namespace {

namespace pt = boost::property_tree;

RunResult run_with(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return testing::passed_run();
    case Verdict::fail:
      return testing::failed_run();
    case Verdict::skip:
      return testing::skipped_run();
    case Verdict::waived:
      return testing::waived_run();
    case Verdict::error:
      break;
  }
  return testing::broken_run();
}

pt::ptree xml_of(const Report& report) {
  std::istringstream in(junit(report));
  pt::ptree tree;
  pt::read_xml(in, tree);
  return tree;
}

// As a CI server would: by the counts it adds up from the elements themselves.
int exit_code_by_junit(const Report& report) {
  int code = 0;
  const auto tree = xml_of(report);
  for (const auto& [suite_name, suite] : tree.get_child("testsuites")) {
    if (suite_name != "testsuite") continue;
    for (const auto& [name, node] : suite) {
      if (node.count("error") > 0) code = 2;
      if (node.count("failure") > 0 && code == 0) code = 1;
    }
  }
  return code;
}

int exit_code_by_junit_totals(const Report& report) {
  const auto tree = xml_of(report);
  if (tree.get<std::string>("testsuites.<xmlattr>.errors") != "0") return 2;
  return tree.get<std::string>("testsuites.<xmlattr>.failures") != "0" ? 1 : 0;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

int exit_code_by_banner(const Report& report) {
  const auto page = html(report);
  if (has(page, "class=\"banner error\"")) return 2;
  if (has(page, "class=\"banner fail\"")) return 1;
  return has(page, "class=\"banner pass\"") ? 0 : -1;
}

int exit_code_by_console(const Report& report) {
  const auto text = console(report, {});
  if (!has(text, " 0 errors\n")) return 2;
  return has(text, ", 0 failed,") ? 0 : 1;
}

// As prove would: what is not ok and no "todo" has failed; what the severity adds is ours.
int exit_code_by_tap(const Report& report) {
  std::istringstream lines(tap(report));
  std::string line;
  bool failed = false;
  bool broken = false;
  while (std::getline(lines, line)) {
    failed = failed || (line.starts_with("not ok") && !has(line, " # todo"));
    broken = broken || line == "  severity: \"error\"";
  }
  if (broken) return 2;
  return failed ? 1 : 0;
}

int exit_code_by_annotations(const Report& report) {
  const auto text = github(report);
  if (has(text, ",title=error%3A")) return 2;
  return has("\n" + text, "\n::error ") ? 1 : 0;
}

void check_agreement(const Report& report) {
  const int expected = exit_code(report.runs);
  BOOST_TEST(nlohmann::json::parse(json(report))["exit-code"] == expected);
  BOOST_TEST(exit_code_by_junit(report) == expected);
  BOOST_TEST(exit_code_by_junit_totals(report) == expected);
  BOOST_TEST(exit_code_by_banner(report) == expected);
  BOOST_TEST(exit_code_by_console(report) == expected);
  BOOST_TEST(exit_code_by_tap(report) == expected);
  BOOST_TEST(exit_code_by_annotations(report) == expected);
}

constexpr std::array all_verdicts{Verdict::pass, Verdict::fail, Verdict::skip, Verdict::waived,
                                  Verdict::error};

pt::ptree testcase_of(Verdict verdict) {
  return xml_of(testing::with({run_with(verdict)})).get_child("testsuites.testsuite.testcase");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(exit_code_and_writers_agree)

BOOST_AUTO_TEST_CASE(on_each_verdict_alone) {
  for (const auto verdict : all_verdicts) {
    BOOST_TEST_CONTEXT(to_string(verdict)) {
      check_agreement(testing::with({run_with(verdict)}));
    }
  }
}

BOOST_AUTO_TEST_CASE(on_each_pair_of_verdicts) {
  for (const auto first : all_verdicts) {
    for (const auto second : all_verdicts) {
      BOOST_TEST_CONTEXT(to_string(first) << " and " << to_string(second)) {
        check_agreement(testing::with({run_with(first), run_with(second)}));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(each_run_has_its_own_verdict_in_every_format) {
  for (const auto verdict : all_verdicts) {
    BOOST_TEST_CONTEXT(to_string(verdict)) {
      const auto report = testing::with({run_with(verdict)});
      const auto word = std::string(to_string(verdict));
      BOOST_TEST(nlohmann::json::parse(json(report))["runs"][0]["verdict"] == word);
      BOOST_TEST(has(html(report), fmt::format("class=\"run {}\"", word)));
      BOOST_TEST(console(report, {}).starts_with(fmt::format("{} {}", mark_of(verdict), word)));
    }
  }
}

BOOST_AUTO_TEST_CASE(junit_has_one_element_for_each_kind_of_ending) {
  BOOST_TEST(testcase_of(Verdict::fail).count("failure") == 1U);
  BOOST_TEST(testcase_of(Verdict::error).count("error") == 1U);
  BOOST_TEST(testcase_of(Verdict::skip).count("skipped") == 1U);
  for (const auto verdict : {Verdict::pass, Verdict::waived}) {
    const auto testcase = testcase_of(verdict);
    BOOST_TEST(testcase.count("failure") + testcase.count("error") + testcase.count("skipped") == 0U);
  }
}

BOOST_AUTO_TEST_CASE(junit_says_that_a_waived_run_was_waived_and_why) {
  const auto testcase = testcase_of(Verdict::waived);
  BOOST_TEST(testcase.get<std::string>("system-out").starts_with("waived: known since 2026-03-01"));
  BOOST_TEST(testcase.get<std::string>("properties.property.<xmlattr>.value") == "waived");
}

BOOST_AUTO_TEST_CASE(a_report_of_nothing_is_still_a_report) {
  const auto nothing = testing::with({});
  BOOST_TEST(exit_code_by_junit_totals(nothing) == 0);
  BOOST_TEST(has(html(nothing), std::string(english().nothing_ran)));
  BOOST_TEST(journal_lines(nothing).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::reports
