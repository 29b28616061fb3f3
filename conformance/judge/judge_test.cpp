#include "conformance/judge/judge.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/testing/cases.hpp"

namespace tameshi::judge {
namespace {

using scenario::Scenario;

Scenario scenario_of(const std::string& steps, const std::string& expect = "") {
  yaml::Problems problems;
  const std::string text =
      "title: t\ncites: [facts/card.md §4]\ngiven: { clock: 2026-04-01, documents: { contract: x } "
      "}\nsteps:\n" +
      steps + expect;
  auto out = scenario::read(text, "s.yaml", problems);
  for (const auto& problem : problems.all()) BOOST_ERROR(to_string(problem));
  BOOST_REQUIRE(out);
  return *std::move(out);
}

// Takes `word` off the front of the text.
bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

std::pair<std::string, std::string> halves(std::string_view text, std::string_view between) {
  const auto at = text.find(between);
  if (at == std::string_view::npos) return {std::string(text), ""};
  return {std::string(text.substr(0, at)), std::string(text.substr(at + between.size()))};
}

Body body_from(std::string_view text) {
  if (take(text, "started")) return ActStarted{"act", {}};
  if (take(text, "trouble ")) return HarnessTrouble{std::string(text)};
  if (take(text, "secret ")) {
    const auto [secret, in] = halves(text, " in ");
    return SecretSeen{secret, in};
  }
  if (take(text, "asked ")) {
    const auto [said, lie] = halves(text, " lying ");
    const auto [service, answer] = halves(said, " -> ");
    ServiceExchange out{service, "POST /", answer.empty() ? 503 : 200, {}, "", {}};
    if (!answer.empty()) out.answers.push_back({"signature/3 1", answer, ""});
    if (!lie.empty()) out.lies.push_back(lie);
    return out;
  }
  if (take(text, "apdu ")) {
    const auto [operation, status] = halves(text, " -> ");
    return ApduExchange{"", "", status, operation, "", "", ""};
  }
  BOOST_REQUIRE_MESSAGE(take(text, "ended "), "no such event: " << text);
  const auto [outcome, detail] = halves(text, " ");
  ActEnded out{"act", outcome, {}};
  if (!detail.empty()) out.details.push_back(halves(detail, " "));
  return out;
}

Event event_from(std::string_view text, std::size_t number, int step) {
  if (take(text, "other step: ")) step += 1;
  return {number, Instant{}, step, Actor::subject, body_from(text)};
}

// One list per step.
std::vector<Event> journal_of(const std::vector<std::vector<std::string>>& steps) {
  std::vector<Event> out;
  for (std::size_t step = 0; step < steps.size(); ++step) {
    for (const auto& text : steps[step])
      out.push_back(event_from(text, out.size() + 1, static_cast<int>(step + 1)));
  }
  return out;
}

std::string line(const Check& check) {
  return fmt::format("{} | {} | {} | {} | {}", check.question, check.expected, check.actual,
                     to_string(check.verdict), fmt::join(check.events, " "));
}

std::string lines(const std::vector<Check>& checks) {
  std::vector<std::string> out;
  for (const auto& check : checks) out.push_back(line(check));
  return fmt::format("{}", fmt::join(out, " / "));
}

// Steps that keep what an examiner needs come first; the step of the case is the last.
Scenario scenario_of_case(const std::string& step) {
  return scenario_of(
      "  - { subject: sign, with: { key: signature, document: contract, pin: right }, keep: { signature: "
      "signed } }\n"
      "  - { subject: read-certificate, with: { certificate: signature }, keep: { certificate: cert } }\n  "
      "- " +
      step + "\n");
}

void check_case(const yaml::Node& item) {
  const auto scenario = scenario_of_case(testing::text_at(item, "step"));
  std::vector<Event> journal;
  for (const auto& text : item.find("journal")->items)
    journal.push_back(event_from(text.text, journal.size() + 1, 3));
  const auto result = judge_step(scenario.steps.back(), journal);
  BOOST_TEST(lines(result.checks) == testing::text_at(item, "check"));
  BOOST_TEST(to_string(result.verdict) == testing::text_at(item, "verdict"));
  BOOST_TEST(result.reason == testing::text_at(item, "reason"));
  BOOST_TEST(result.number == 3);
  // The whole run comes to the same for this step.
  BOOST_TEST(lines(judge(scenario, journal).steps.at(2).checks) == testing::text_at(item, "check"));
}

CASES("questions", "judge.cases.yaml", check_case);

const std::string two_steps =
    "  - { card: remove }\n  - { subject: verify-pin, with: { key: signature, pin: right } }\n";
const std::string of_run =
    "expect: { secrets: never-shown, card: [{ never: SELECT }, { saw: VERIFY, times: 2 }] }\n";

std::string verdicts(const RunResult& run) {
  std::string out(to_string(run.verdict));
  for (const auto& step : run.steps) out += fmt::format(" {}:{}", step.number, to_string(step.verdict));
  return run.reason.empty() ? out : out + " " + run.reason;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(runs)

BOOST_AUTO_TEST_CASE(all_passed_is_a_pass) {
  const auto run =
      judge(scenario_of(two_steps), journal_of({{"started", "ended done"}, {"started", "ended done"}}));
  BOOST_TEST(verdicts(run) == "pass 1:pass 2:pass");
  BOOST_TEST(run.scenario == "s.yaml");
  BOOST_TEST(run.title == "t");
  BOOST_TEST(run.cites.at(0) == "facts/card.md §4");
  BOOST_TEST(run.journal.size() == 4U);
}

BOOST_AUTO_TEST_CASE(one_failure_fails_the_run_and_the_rest_is_skipped) {
  const auto scenario = scenario_of(two_steps + "  - { card: insert }\n");
  const auto run = judge(scenario, journal_of({{"started", "ended done"}, {"started", "ended refused"}}));
  BOOST_TEST(verdicts(run) == "fail 1:pass 2:fail 3:skip");
}

BOOST_AUTO_TEST_CASE(trouble_in_a_step_makes_the_run_an_error_even_after_a_failure) {
  const auto run =
      judge(scenario_of(two_steps + "  - { card: insert }\n"),
            journal_of({{"started", "ended done"}, {"started", "ended refused"}, {"trouble no pcscd"}}));
  BOOST_TEST(verdicts(run) == "error 1:pass 2:fail 3:error no pcscd");
}

BOOST_AUTO_TEST_CASE(trouble_before_the_first_step_makes_the_run_an_error) {
  const std::vector<Event> journal{{1, Instant{}, 0, Actor::harness, HarnessTrouble{"no port is free"}}};
  BOOST_TEST(verdicts(judge(scenario_of(two_steps), journal)) == "error 1:skip 2:skip no port is free");
}

BOOST_AUTO_TEST_CASE(steps_that_were_not_reached_never_make_a_pass) {
  BOOST_TEST(verdicts(judge(scenario_of(two_steps), journal_of({{"started", "ended done"}}))) ==
             "error 1:pass 2:skip the run ended before step 2 though nothing had failed");
  BOOST_TEST(verdicts(judge(scenario_of(two_steps), {})) ==
             "error 1:skip 2:skip the run ended before step 1 though nothing had failed");
}

BOOST_AUTO_TEST_CASE(an_act_that_did_not_end_says_so_in_the_run) {
  const auto run = judge(scenario_of(two_steps), journal_of({{"started", "ended done"}, {"started"}}));
  BOOST_TEST(verdicts(run) == "error 1:pass 2:error the journal ends before the act does");
}

BOOST_AUTO_TEST_CASE(questions_to_the_whole_run_are_its_last_step) {
  const auto run =
      judge(scenario_of(two_steps, of_run), journal_of({{"started", "apdu VERIFY -> 63C3", "ended done"},
                                                        {"started", "apdu VERIFY -> 9000", "ended done"}}));
  BOOST_TEST(verdicts(run) == "pass 1:pass 2:pass 0:pass");
  BOOST_TEST(run.steps.back().title == "whole run");
  BOOST_TEST(lines(run.steps.back().checks) ==
             "card: never SELECT | never seen | never seen | pass |  / "
             "card: saw VERIFY | seen 2 times | seen 2 times | pass | 2 5 / "
             "secrets | never shown | never shown | pass | ");
}

BOOST_AUTO_TEST_CASE(a_question_to_the_whole_run_fails_it) {
  const auto run = judge(scenario_of(two_steps, of_run),
                         journal_of({{"started", "apdu SELECT -> 9000", "ended done"},
                                     {"started", "secret signature-pin in errors of tool", "ended done"}}));
  BOOST_TEST(verdicts(run) == "fail 1:pass 2:pass 0:fail");
  BOOST_TEST(lines(run.steps.back().checks) ==
             "card: never SELECT | never seen | seen once | fail | 2 / "
             "card: saw VERIFY | seen 2 times | never seen | fail |  / "
             "secrets | never shown | signature-pin in errors of tool | fail | 5");
}

BOOST_AUTO_TEST_CASE(what_happened_before_the_first_step_belongs_to_the_run) {
  std::vector<Event> journal{
      {1, Instant{}, 0, Actor::card, ApduExchange{"", "", "9000", "SELECT", "", "", ""}}};
  for (auto& event : journal_of({{"started", "ended done"}})) journal.push_back(event);
  const auto scenario = scenario_of("  - { card: remove }\n", "expect: { card: { never: SELECT } }\n");
  BOOST_TEST(verdicts(judge(scenario, journal)) == "fail 1:pass 0:fail");
}

BOOST_AUTO_TEST_CASE(checks_and_steps_know_their_place) {
  const auto scenario = scenario_of(
      "  - subject: ask-tries-left\n    with: { key: signature }\n    expect: { tries-left: 5 }\n");
  const auto run = judge(scenario, journal_of({{"started", "ended done tries-left 5"}}));
  BOOST_TEST(to_string(run.steps.at(0).place) == "s.yaml:5:5");
  BOOST_TEST(to_string(run.steps.at(0).checks.at(0).place) == "s.yaml:5:5");  // "done", which nobody wrote
  BOOST_TEST(to_string(run.steps.at(0).checks.at(1).place) == "s.yaml:7:27");
  BOOST_TEST(run.steps.at(0).title == "subject: ask-tries-left (key: signature)");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(waivers)

namespace {

Instant at(std::string_view day) {
  return value_or_trouble(parse_instant(day));
}

std::string waived(Verdict verdict, std::string_view now) {
  RunResult run;
  run.verdict = verdict;
  const auto out = apply_waiver(std::move(run), {"a known bug", at("2026-01-01"), at("2027-01-01")}, at(now));
  return std::string(to_string(out.verdict)) + (out.reason.empty() ? "" : ": " + out.reason);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_failure_within_the_term_is_waived) {
  const std::string says = "waived: waived until 2027-01-01: a known bug";
  BOOST_TEST(waived(Verdict::fail, "2026-01-01") == says);
  BOOST_TEST(waived(Verdict::fail, "2026-12-31T23:59:59+09:00") == says);
}

BOOST_AUTO_TEST_CASE(a_waiver_that_ran_out_fails) {
  BOOST_TEST(waived(Verdict::fail, "2027-01-01") ==
             "fail: the waiver (\"a known bug\") ran out on 2027-01-01");
}

BOOST_AUTO_TEST_CASE(a_waiver_that_has_not_begun_fails) {
  BOOST_TEST(waived(Verdict::fail, "2025-12-31T23:59:59+09:00") ==
             "fail: the waiver (\"a known bug\") only begins on 2026-01-01");
}

BOOST_AUTO_TEST_CASE(a_waiver_of_what_no_longer_fails_fails) {
  const std::string says = "fail: waived (\"a known bug\"), but it no longer fails; take the waiver away";
  BOOST_TEST(waived(Verdict::pass, "2026-06-01") == says);
  BOOST_TEST(waived(Verdict::pass, "2027-06-01") == says);
}

BOOST_AUTO_TEST_CASE(errors_and_skips_are_not_waived) {
  BOOST_TEST(waived(Verdict::error, "2026-06-01") == "error");
  BOOST_TEST(waived(Verdict::skip, "2026-06-01") == "skip");
}

BOOST_AUTO_TEST_CASE(what_an_act_took_is_read_off_the_worlds_clock) {
  yaml::Problems problems;
  const auto scenario = scenario::read(
      "title: t\nsteps: [{ subject: log-in, with: { pin: right }, expect: { outcome: accepted, took: at most "
      "2 s } }]\n",
      "s.yaml", problems);
  const auto took = [&](std::chrono::milliseconds time) {
    const std::vector<Event> journal{
        {1, Instant{}, 1, Actor::subject, ActStarted{"log-in", {}}},
        {2, Instant{} + time, 1, Actor::subject, ActEnded{"log-in", "accepted", {}}}};
    return line(judge(*scenario, journal).steps.at(0).checks.at(1));
  };
  BOOST_TEST(took(std::chrono::seconds(2)) == "took | at most 2 s | 2.000 s | pass | 1 2");
  BOOST_TEST(took(std::chrono::milliseconds(2001)) == "took | at most 2 s | 2.001 s | fail | 1 2");
}

BOOST_AUTO_TEST_CASE(a_known_failure_is_waived_and_a_pass_is_not) {
  const auto of = [](Verdict verdict) {
    RunResult run;
    run.verdict = verdict;
    const auto out = apply_known_failure(run, "not built yet", "https://example.org/1");
    return fmt::format("{}: {}", to_string(out.verdict), out.reason);
  };
  BOOST_TEST(of(Verdict::fail) == "waived: known to fail: not built yet (https://example.org/1)");
  BOOST_TEST(of(Verdict::pass) ==
             "fail: known to fail (not built yet (https://example.org/1)), but it no longer does; take "
             "\"fails\" away");
  BOOST_TEST(of(Verdict::error) == "error: ");
  BOOST_TEST(of(Verdict::skip) == "skip: ");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::judge
