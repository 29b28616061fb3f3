#include "conformance/bundle/difference.hpp"

#include <nlohmann/json.hpp>

#include "conformance/bundle/test_record.hpp"

namespace tameshi::bundle {
namespace {

using namespace testing;

// A later day: the careful one says something else, the waived one now passes, a case is new and one is gone.
Report later() {
  auto out = record().report;
  const auto all = suite();
  out.tool_commit = "v0.1.0-13-gdef5678";
  out.sources[0].sha256 = std::string(64, '0');
  out.runs[0] = run_of(all[0], all[2], "refused");
  out.runs[1].verdict = Verdict::pass;
  out.runs[1].reason = "";
  out.runs[1].steps[0].checks.clear();
  out.runs[1].steps[0].verdict = Verdict::pass;
  out.runs[1].subject_version = "4.3";
  out.runs[2].turn = 1;
  return out;
}

Report with_other_facts() {
  auto out = record().report;
  auto& ended = std::get<ActEnded>(out.runs[0].journal.back().body);
  ended.details = {{"tries-left", "1"}};
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(differences)

BOOST_AUTO_TEST_CASE(a_report_is_the_same_as_itself) {
  const auto none = difference(record().report, record().report);
  BOOST_TEST(none.empty());
  BOOST_TEST(none.same == 3U);
  BOOST_TEST(in_words(none) == "0 other verdicts, 0 new, 0 gone, 0 by other facts, 3 the same\n");
}

BOOST_AUTO_TEST_CASE(everything_that_changed_is_told) {
  const auto before = record().report;
  const auto hash = before.sources[0].sha256;
  BOOST_TEST(in_words(difference(before, later())) ==
             "Made with something else:\n"
             "  scenario my scenarios/wrong-pin.yaml: " +
                 hash + " → " + std::string(64, '0') +
                 "\n"
                 "  tameshi: 0.1.0 (v0.1.0-12-gabc1234) → 0.1.0 (v0.1.0-13-gdef5678)\n"
                 "  version of waived: 4.2 → 4.3\n"
                 "Another verdict:\n"
                 "  pass → ✗ fail  A wrong PIN is told as one  [careful]  my scenarios/wrong-pin.yaml\n"
                 "    outcome: expected wrong-pin, actual refused\n"
                 "  waived → ✓ pass  A wrong PIN is told as one  [waived]  my scenarios/wrong-pin.yaml\n"
                 "    no longer: waived until 2027-01-01: it only says no\n"
                 "New:\n"
                 "  – skip  The certificate is read  [careful]  my scenarios/certificate.yaml\n"
                 "Gone:\n"
                 "  – skip  The certificate is read  [careful]  my scenarios/certificate.yaml\n"
                 "2 other verdicts, 1 new, 1 gone, 0 by other facts, 0 the same\n");
}

BOOST_AUTO_TEST_CASE(the_same_verdict_by_other_facts_is_told) {
  BOOST_TEST(in_words(difference(record().report, with_other_facts())) ==
             "The same verdict by other facts:\n"
             "  ✓ pass  A wrong PIN is told as one  [careful]  my scenarios/wrong-pin.yaml\n"
             "    before  step 1: verify-pin came to wrong-pin (tries-left 2)\n"
             "    now     step 1: verify-pin came to wrong-pin (tries-left 1)\n"
             "0 other verdicts, 0 new, 0 gone, 1 by other facts, 2 the same\n");
}

BOOST_AUTO_TEST_CASE(the_json_says_the_same) {
  const auto json = nlohmann::json::parse(difference_json(difference(record().report, later())));
  BOOST_TEST(json["format"] == "tameshi-difference");
  BOOST_TEST(json["inputs"].size() == 3U);
  BOOST_TEST(json["verdicts"][0]["before"] == "pass");
  BOOST_TEST(json["verdicts"][0]["now"] == "fail");
  BOOST_TEST(json["verdicts"][0]["scenario"] == "my scenarios/wrong-pin.yaml");
  BOOST_TEST(json["added"][0]["turn"] == 1);
  BOOST_TEST(json["gone"][0]["turn"] == 0);
  BOOST_TEST(json["same"] == 0);
  const auto facts = nlohmann::json::parse(difference_json(difference(record().report, with_other_facts())));
  BOOST_TEST(facts["facts"][0]["now"][0] == "step 1: verify-pin came to wrong-pin (tries-left 1)");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::bundle
