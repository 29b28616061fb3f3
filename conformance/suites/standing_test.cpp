// Who passed, and what is said of it.
#include "conformance/suites/standing.hpp"

#include <boost/test/unit_test.hpp>

namespace tameshi::suites {
namespace {

RunResult run_of(const std::string& id, Level level, Verdict verdict, const std::string& reason = {}) {
  RunResult out;
  out.suite_case = SuiteCase{id, "RULE-" + id, level, ""};
  out.subject = "sdk";
  out.subject_version = verdict == Verdict::skip ? "" : "1.2";
  out.verdict = verdict;
  out.reason = reason;
  return out;
}

Standing standing_of(const std::vector<RunResult>& runs) {
  const auto all = standings(runs);
  BOOST_REQUIRE(all.size() == 1U);
  return all.front();
}

BOOST_AUTO_TEST_SUITE(standing)

BOOST_AUTO_TEST_CASE(one_must_that_fails_is_too_many_and_one_should_in_ten_is_not) {
  std::vector<RunResult> runs{run_of("a", Level::must, Verdict::pass),
                              run_of("s", Level::should, Verdict::fail)};
  for (int i = 0; i < 9; ++i) runs.push_back(run_of("s" + std::to_string(i), Level::should, Verdict::pass));
  BOOST_TEST(passes(standing_of(runs), {}));
  BOOST_TEST(!passes(standing_of(runs), {.must = 100, .should = 91, .may = 0}));
  runs.push_back(run_of("b", Level::must, Verdict::fail));
  BOOST_TEST(!passes(standing_of(runs), {}));
}

BOOST_AUTO_TEST_CASE(a_case_passes_when_every_turn_of_it_does) {
  const auto standing =
      standing_of({run_of("a", Level::must, Verdict::pass), run_of("a", Level::must, Verdict::fail),
                   run_of("a", Level::must, Verdict::pass)});
  BOOST_TEST(standing.of(Level::must).applicable() == 1U);
  BOOST_TEST(standing.of(Level::must).failed == 1U);
}

BOOST_AUTO_TEST_CASE(what_does_not_apply_is_told_and_weighs_nothing) {
  const auto standing =
      standing_of({run_of("a", Level::must, Verdict::pass),
                   run_of("b", Level::must, Verdict::skip, "sdk does not offer sign (step 1)"),
                   run_of("c", Level::may, Verdict::skip, "sdk does not offer sign (step 3)")});
  BOOST_TEST(passes(standing, {}));
  BOOST_TEST(in_words(standing, {}) ==
             "sdk 1.2: passed the suite\n"
             "  must       1 of 1 passed, 100 % are needed, 1 not applicable\n"
             "  may        0 of 0 passed, 0 % are needed, 1 not applicable\n"
             "  not applicable: sdk does not offer sign (2 cases)\n");
}

BOOST_AUTO_TEST_CASE(who_offers_nothing_has_passed_nothing) {
  BOOST_TEST(!passes(standing_of({run_of("a", Level::must, Verdict::skip, "x")}), {}));
}

BOOST_AUTO_TEST_CASE(a_known_failure_is_no_pass_and_broken_rules_are_named) {
  const auto standing =
      standing_of({run_of("a", Level::must, Verdict::waived), run_of("b", Level::must, Verdict::error),
                   run_of("c", Level::may, Verdict::fail)});
  BOOST_TEST(!passes(standing, {}));
  BOOST_TEST(in_words(standing, {}) ==
             "sdk 1.2: did not pass the suite\n"
             "  must       0 of 2 passed, 100 % are needed, 1 failed as known, 1 could not run\n"
             "  may        0 of 1 passed, 0 % are needed, 1 failed\n"
             "  rules that were broken: RULE-a, RULE-b\n");
}

BOOST_AUTO_TEST_CASE(the_badge_rounds_down_and_says_who_failed_by_colour_too) {
  std::vector<RunResult> runs;
  for (int i = 0; i < 200; ++i)
    runs.push_back(run_of(std::to_string(i), Level::must, i == 0 ? Verdict::fail : Verdict::pass));
  const auto drawn = badge(standing_of(runs), "a<b", {});
  BOOST_TEST(drawn.find("must 99 %") != std::string::npos);
  BOOST_TEST(drawn.find("#a32a2a") != std::string::npos);
  BOOST_TEST(drawn.find("tameshi a&#60;b") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::suites
