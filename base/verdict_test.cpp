#include "base/verdict.hpp"

#include <array>

#include "base/process.hpp"
#include "base/sha256sum.hpp"
#include "base/testing/cases.hpp"

using namespace tameshi;
using testing::text_at;

namespace {

constexpr std::array all{Verdict::pass, Verdict::fail, Verdict::skip, Verdict::waived, Verdict::error};

Verdict verdict_from(std::string_view word) {
  for (const auto verdict : all) {
    if (to_string(verdict) == word) return verdict;
  }
  throw std::runtime_error("no verdict is called " + std::string(word));
}

std::vector<RunResult> runs_of(std::initializer_list<Verdict> verdicts) {
  std::vector<RunResult> runs(verdicts.size());
  std::size_t i = 0;
  for (const auto verdict : verdicts) runs[i++].verdict = verdict;
  return runs;
}

void check(const yaml::Node& test) {
  const auto& of = test.find("of")->items;
  const auto a = verdict_from(of[0].text);
  const auto b = verdict_from(of[1].text);
  BOOST_TEST(to_string(worst(a, b)) == text_at(test, "worst"));
  BOOST_TEST(to_string(worst(b, a)) == text_at(test, "worst"));
  BOOST_TEST(std::to_string(exit_code(runs_of({a, b}))) == text_at(test, "exit"));
  BOOST_TEST(std::to_string(exit_code(runs_of({b, a}))) == text_at(test, "exit"));
}

CASES("verdict_pairs", "verdict.cases.yaml", check);

BOOST_AUTO_TEST_SUITE(verdict)

BOOST_AUTO_TEST_CASE(no_pair_is_missing) {
  BOOST_TEST(testing::read_cases(TAMESHI_ROOM "/verdict.cases.yaml").items.size() ==
             all.size() * (all.size() + 1) / 2);
}

BOOST_AUTO_TEST_CASE(nothing_run_is_nothing_failed) {
  BOOST_TEST(exit_code({}) == 0);
}

BOOST_AUTO_TEST_CASE(the_tally_counts_each_kind_apart) {
  const auto count = tally(runs_of({Verdict::pass, Verdict::pass, Verdict::fail, Verdict::skip, Verdict::skip,
                                    Verdict::skip, Verdict::waived, Verdict::error, Verdict::error}));
  BOOST_TEST(count.pass == 2U);
  BOOST_TEST(count.fail == 1U);
  BOOST_TEST(count.skip == 3U);
  BOOST_TEST(count.waived == 1U);
  BOOST_TEST(count.error == 2U);
}

BOOST_AUTO_TEST_CASE(a_command_line_is_one_that_a_shell_reads_back) {
  BOOST_TEST(shell_line({"tameshi", "run", "scenarios/pin-lockout.yaml", "--seed", "1"}) ==
             "tameshi run scenarios/pin-lockout.yaml --seed 1");
  BOOST_TEST(shell_line({"a b", "it's", "", "$HOME", "x;y", "試し"}) ==
             R"('a b' 'it'\''s' '' '$HOME' 'x;y' '試し')");
  const std::vector<std::string> words{"printf", "%s|", "a b", "it's", "", "$HOME", "\\n", "試し"};
  BOOST_TEST(value_or_trouble(run({.command = {"sh", "-c", shell_line(words)}})).output ==
             "a b|it's||$HOME|\\n|試し|");
}

BOOST_AUTO_TEST_CASE(a_source_is_found_by_kind_and_path) {
  Report report;
  report.sources = {{"scenario", "x.yaml", "1"}, {"subject", "x.yaml", "2"}};
  BOOST_TEST(source_of(report, "subject", "x.yaml")->sha256 == "2");
  BOOST_TEST(source_of(report, "scenario", "x.yaml#hanako")->sha256 == "1");
  BOOST_TEST((source_of(report, "subject", "y.yaml") == nullptr));
  BOOST_TEST((source_of(report, "scenario", "x.yaml.old") == nullptr));
}

BOOST_AUTO_TEST_CASE(a_hash_is_as_sha256sum_prints_it) {
  // FIPS 180-2 appendix B.1.
  BOOST_TEST(sha256sum("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
