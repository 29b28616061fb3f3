// Several subjects in one run, and what happens while one of them is at work.
#include "conformance/play/test_runs.hpp"

namespace tameshi::play {
namespace {

using namespace testing;

std::string lines_of(const RunResult& result) {
  std::string out;
  for (const auto& event : result.journal) out += to_json_line(event) + "\n";
  return out;
}

// The questions of a run with their verdicts, those that did not pass.
std::string failures(const RunResult& result) {
  std::string out;
  for (const auto& step : result.steps) {
    for (const auto& check : step.checks) {
      if (check.verdict != Verdict::pass)
        out += fmt::format("{} | {} | {}\n", check.question, check.expected, check.actual);
    }
  }
  return out;
}

const char* const dies_while_signing =
    R"(title: The holder dies between the signature and the question to OCSP
given:
  clock: "2026-04-01T09:00:00+09:00"
  documents: { contract: I agree }
steps:
  - subject: submit-document
    with: { document: contract, pin: right }
    meanwhile:
      - { when: { card: { saw: PERFORM SECURITY OPERATION } }, resident: die }
      - { when: { card: { saw: PERFORM SECURITY OPERATION } }, clock: advance, with: { by: 15 min } }
    expect: { outcome: rejected, reason: certificate-revoked, ocsp: { answered: revoked } }
)";

const char* const after_the_answer = R"(title: The holder dies just after OCSP has answered
given:
  clock: "2026-04-01T09:00:00+09:00"
  documents: { contract: I agree }
steps:
  - subject: submit-document
    with: { document: contract, pin: right }
    meanwhile:
      - { when: { ocsp: { answered: good } }, resident: die }
      - { when: { ocsp: { answered: good } }, clock: advance, with: { by: 1 min } }
    expect: { outcome: accepted, ocsp: [{ asked: 1 }, { asked: never, after: good }] }
)";

const char* const never_comes = R"(title: Nobody asks for a list
given:
  clock: "2026-04-01T09:00:00+09:00"
  documents: { contract: I agree }
steps:
  - subject: submit-document
    with: { document: contract, pin: right, revocation: ocsp }
    meanwhile: [ { when: { crl: { asked: 1 } }, resident: die } ]
    expect: { outcome: accepted }
)";

const char* const two_banks = R"(title: Two banks know nothing of each other
given:
  clock: "2026-04-01T09:00:00+09:00"
  subjects: [bank, broker]
  documents: { application: I open an account }
steps:
  - { subject: open-account, with: { document: application, pin: right }, expect: { outcome: accepted } }
  - { subject: log-in, with: { pin: right }, expect: { outcome: accepted } }
  - { subject: log-in, by: broker, with: { pin: right }, expect: { outcome: rejected, reason: customer-unknown } }
  - { subject: open-account, by: broker, with: { document: application, pin: right }, expect: { outcome: accepted } }
  - { subject: log-in, by: broker, with: { pin: right }, expect: { outcome: accepted } }
)";

BOOST_AUTO_TEST_SUITE(together)

BOOST_AUTO_TEST_CASE(what_happens_meanwhile_has_its_place_in_the_journal) {
  for (const auto* text : {dies_while_signing, after_the_answer}) {
    const auto scenario = scenario_from(text);
    const auto result = run(scenario, built_in_subject("platform"));
    check_pass(result);
    BOOST_TEST(lines_of(result) == lines_of(run(scenario, built_in_subject("platform"))));
  }
}

BOOST_AUTO_TEST_CASE(what_was_waited_for_in_vain_fails) {
  const auto result = run(scenario_from(never_comes), built_in_subject("platform"));
  BOOST_TEST(failures(result) == "meanwhile: resident: die | once crl was asked once | never came to it\n");
}

BOOST_AUTO_TEST_CASE(a_fault_is_armed_while_the_subject_is_at_work) {
  check_pass(run(scenario_from(R"(title: The card fails from the PIN on
given: { clock: 2026-04-01, documents: { contract: I agree } }
steps:
  - subject: sign
    with: { key: authentication, document: contract, pin: right }
    meanwhile:
      - when: { card: { answered: 9000, to: VERIFY } }
        card: arm
        with: { fault: wrong-status, status: 6F00 }
    expect: { outcome: refused, card: [{ answered: 6F00, to: SELECT }, { never: PERFORM SECURITY OPERATION }] }
)"),
                 built_in_subject("in-process")));
}

BOOST_AUTO_TEST_CASE(trouble_meanwhile_is_the_runs_trouble) {
  const auto result = run(scenario_from(R"(title: No such authority
given: { clock: 2026-04-01, documents: { contract: I agree } }
steps:
  - subject: sign
    with: { key: authentication, document: contract, pin: right }
    meanwhile: [ { when: { card: { saw: VERIFY } }, j-lis: leak-authority-key, with: { authority: nobody } } ]
)"),
                          built_in_subject("in-process"));
  BOOST_TEST((result.verdict == Verdict::error), to_string(result.verdict) << ": " << result.reason);
}

BOOST_AUTO_TEST_CASE(two_subjects_know_nothing_of_each_other) {
  const auto scenario = scenario_from(two_banks);
  check_pass(run(scenario, built_in_subject("platform")));
  BOOST_TEST(scenario::title_of(scenario.steps.at(2)) == "subject: log-in (by: broker, pin: right)");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::play
