#include "base/verdict.hpp"

#include <array>

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

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
