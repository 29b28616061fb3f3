// The tables of the service, and the page that shows them. base/tools/check_generated.sh --write makes it
// anew.
#include "fake-jlis/four-info/reason.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "base/testing/generated.hpp"
#include "fake-jlis/four-info/rules.hpp"

using namespace tameshi;
using namespace tameshi::jlis::four_info;

namespace {

std::string row_of(const Reason& one) {
  return fmt::format("| {} | `{}` | {} | {}{} |\n", fmt::join(one.of, ", "), one.code, one.says, one.source,
                     one.ours.empty() ? "" : "; OURS: " + one.ours);
}

std::string table() {
  std::string out = "| asked | code | when | source |\n| --- | --- | --- | --- |\n";
  for (const auto& one : reasons()) out += row_of(one);
  return out;
}

std::string first_problem(std::string_view text) {
  yaml::Problems problems;
  read_reasons(text, "reasons.yaml", problems);
  return problems.empty() ? "" : to_string(problems.all().front());
}

std::string first_rule_problem(std::string_view text) {
  yaml::Problems problems;
  read_rules(text, "rules.yaml", problems);
  return problems.empty() ? "" : to_string(problems.all().front());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(generated)

BOOST_AUTO_TEST_CASE(the_page_of_reasons_is_current) {
  testing::check_generated_table("docs/four-info.md", "reasons.yaml", table());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(tables)

BOOST_AUTO_TEST_CASE(every_code_of_the_facts_is_there) {
  std::set<std::string> codes;
  for (const auto& one : reasons()) codes.insert(one.code);
  // facts/pki.md §4.3, in its order.
  for (const auto* code :
       {"ASSOCIATED_CERTIFICATE_NOT_EXISTS", "CERTIFICATE_REVOKED", "CERTIFICATE_EXPIRED",
        "CERTIFICATE_ON_HOLD", "VERIFICATION_FAILED", "CERTIFICATE_NOT_SYNCED_YET", "NOT_CONSENTED",
        "CONSENT_EXPIRED", "CONSENT_REVOKED", "REQUEST_FAILED", "LATEST_CERTIFICATE_EXPIRED",
        "LATEST_CERTIFICATE_REVOKED_OR_ON_HOLD", "LATEST_CERTIFICATE_UNKNOWN",
        "LATEST_CERTIFICATE_CONTENT_NOT_EXISTS", "REQUEST_CERTIFICATE_ON_HOLD"}) {
    BOOST_TEST(codes.count(code) == 1U, code);
  }
}

BOOST_AUTO_TEST_CASE(a_row_that_is_not_where_it_should_be_is_a_mistake) {
  BOOST_TEST(first_problem("reasons:\n  - { case: newer, of: link, code: A, says: b, source: c }\n") ==
             "reasons.yaml:2:3: there are 1 reasons, and must be 36");
  BOOST_TEST(first_rule_problem("rules: []") == "rules.yaml:1:1: the rule \"clock-leeway\" is missing");
  BOOST_TEST(first_rule_problem("rules: [{ rule: term-years, value: 0, source: a }]") ==
             "rules.yaml:1:9: \"0\" is no number of years");
}

BOOST_AUTO_TEST_CASE(the_usual_rules_are_those_of_the_table) {
  const auto& rules = usual_rules();
  BOOST_TEST(rules.term_years == 10U);
  BOOST_TEST((rules.term_start == TermStart::service_provider));
  BOOST_TEST(tameshi::to_string(rules.furigana_from) == "2026-05-26");
  BOOST_TEST((rules.sync_delay == std::chrono::minutes(15)));
}

BOOST_AUTO_TEST_SUITE_END()
