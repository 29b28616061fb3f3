// Whole runs: scenario, subject, world, journal, verdict. PC/SC subjects meet the real pcscd and the real
// OpenSC.
#include "conformance/play/play.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include "conformance/play/stage.hpp"
#include "conformance/play/test_runs.hpp"

namespace tameshi::play {
namespace {

using namespace testing;

// A subject whose every operation is one shell command, which never looks at the card.
subjects::SubjectFile shell_subject(std::string_view command,
                                    std::string_view outcomes = "- { exit: 0, outcome: done }",
                                    std::string_view timeout = "60 s") {
  return subject_from(fmt::format(R"(subject: shell
title: A shell command
kind: exec
reader: pc/sc
timeout: {}
operations:
  verify-pin: {{ command: [sh, -c, "{}"] }}
outcomes:
  {}
)",
                                  timeout, command, outcomes));
}

std::string outcome_of(const RunResult& result) {
  std::string out;
  for (const auto& event : result.journal) {
    if (const auto* end = std::get_if<ActEnded>(&event.body)) out = end->outcome;
  }
  return out;
}

const char* const one_verify = R"(title: One PIN
given: { clock: "2026-04-01T09:00:00+09:00" }
steps:
  - subject: verify-pin
    with: { key: authentication, pin: right }
)";

BOOST_AUTO_TEST_SUITE(play_in_process)

BOOST_AUTO_TEST_CASE(every_scenario_passes_with_our_own_reader) {
  BOOST_TEST(run_offered("in-process") > 0U);
}

BOOST_AUTO_TEST_CASE(a_sweep_pulls_the_card_at_each_command_and_then_ends) {
  const auto scenario = built_in_scenario("pulled-card-while-signing");
  long turns = 0;
  for (bool over = false; !over; ++turns) {
    const auto result = run(plan::turn_of(scenario, turns + 1), built_in_subject("in-process"));
    check_pass(result);
    over = plan::is_swept(result.journal);
  }
  // SELECT application, SELECT PIN, VERIFY, SELECT key, sign; and one turn in which nothing is pulled.
  BOOST_TEST(turns == 6);
}

BOOST_AUTO_TEST_CASE(faults_strike_and_other_cards_come) {
  check_pass(run(scenario_from(R"(title: Faults
given:
  clock: 2026-04-01
  faults: [ { fault: pulled, during: { operation: VERIFY, nth: 1 } } ]
steps:
  - { subject: verify-pin, with: { key: authentication, pin: right }, expect: { outcome: no-card } }
  - { card: insert, with: { of: taro } }
  - { subject: verify-pin, with: { key: authentication, pin: right } }
  - { card: arm, with: { fault: no-answer, operation: VERIFY } }
  - { subject: verify-pin, with: { key: authentication, pin: right }, expect: { outcome: no-answer } }
  - { card: disarm }
  - { card: arm, with: { fault: wrong-status, status: 6F00, operation: VERIFY } }
  - { subject: verify-pin, with: { key: authentication, pin: right }, expect: { outcome: refused } }
)"),
                 built_in_subject("in-process")));
}

const char* const reads_and_asks = R"(
  - subject: read-certificate
    with: { certificate: authentication }
    keep: { certificate: mine }
  - subject: read-certificate
    with: { certificate: authentication-ca }
    keep: { certificate: ca }
)";

BOOST_AUTO_TEST_CASE(what_j_lis_answers_and_lies_about_is_seen) {
  check_pass(run(scenario_from(fmt::format(R"(title: Lies
given: {{ clock: 2026-04-01, lies: [{{ ocsp: try-later, times: 1 }}] }}
steps:{}
  - examiner: ask-ocsp
    with: {{ certificate: mine, ca: ca }}
    expect: {{ outcome: refused, ocsp: [{{ lied: try-later }}, {{ asked: 1 }}] }}
  - examiner: ask-ocsp
    with: {{ certificate: mine, ca: ca }}
    expect: {{ outcome: good, ocsp: {{ answered: good }}, crl: {{ asked: never }} }}
  - {{ j-lis: lie, with: {{ ocsp: wrong-key, authority: authentication/3 }} }}
  - {{ j-lis: lie, with: {{ wire: empty-body, endpoint: ocsp }} }}
  - examiner: ask-ocsp
    with: {{ certificate: mine, ca: ca }}
    expect: {{ outcome: refused, ocsp: [{{ lied: wrong-key }}, {{ lied: empty-body }}] }}
  - {{ j-lis: be-honest, with: {{ service: wire }} }}
  - {{ j-lis: be-honest, with: {{ lie: wrong-key }} }}
  - {{ j-lis: leak-authority-key, with: {{ authority: authentication/3 }} }}
  - {{ clock: advance, with: {{ by: 15 min }} }}
  - examiner: ask-ocsp
    with: {{ certificate: mine, ca: ca }}
    expect: {{ outcome: revoked, ocsp: {{ answered: revoked }} }}
expect: {{ ocsp: {{ asked: 4 }} }}
)",
                                           reads_and_asks)),
                 built_in_subject("in-process")));
}

BOOST_AUTO_TEST_CASE(two_people_live_in_one_register) {
  check_pass(run(scenario_from(fmt::format(R"(title: Two people
given: {{ clock: 2026-04-01 }}
steps:{}
  - subject: read-certificate
    with: {{ certificate: signature, pin: right }}
    keep: {{ certificate: hers }}
  - {{ card: insert, with: {{ of: taro }} }}
  - subject: read-certificate
    with: {{ certificate: authentication }}
    keep: {{ certificate: his }}
  - {{ resident: die, with: {{ of: taro }} }}
  - {{ resident: move, with: {{ address: 東京都清瀬市偽物町９－９ }} }}
  - {{ clock: advance, with: {{ by: 15 min }} }}
  - {{ examiner: ask-ocsp, with: {{ certificate: his, ca: ca }}, expect: {{ outcome: revoked }} }}
  - {{ examiner: ask-ocsp, with: {{ certificate: mine, ca: ca }}, expect: {{ outcome: good }} }}
)",
                                           reads_and_asks)),
                 built_in_subject("in-process")));
}

BOOST_AUTO_TEST_CASE(an_empty_reader_and_a_second_one_with_a_card) {
  const auto result = run(scenario_from(R"(title: Readers
given: { clock: 2026-04-01, reader: empty, second-card: { of: taro } }
steps:
  - { subject: verify-pin, with: { key: authentication, pin: right }, expect: { outcome: no-card } }
  - { card: insert }
  - { subject: verify-pin, with: { key: authentication, pin: right } }
  - { card: remove, with: { reader: second } }
)"),
                          built_in_subject("in-process"));
  check_pass(result);
  std::string changes;
  for (const auto& event : result.journal) {
    if (const auto* card = std::get_if<CardEvent>(&event.body))
      changes += fmt::format("{} {}/", card->change, card->detail);
  }
  BOOST_TEST(changes ==
             "inserted taro, second reader/inserted hanako/powered-on /powered-off /removed second reader/"
             "removed /");
}

BOOST_AUTO_TEST_CASE(one_card_cannot_be_in_two_readers) {
  const auto result = run(scenario_from(R"(title: Readers
given: { clock: 2026-04-01, card: { of: taro }, second-card: { of: taro } }
steps: [ { card: remove } ]
)"),
                          built_in_subject("in-process"));
  BOOST_TEST(to_string(result.verdict) == "error");
}

BOOST_AUTO_TEST_CASE(the_same_run_twice_gives_the_same_journal) {
  const auto scenario = built_in_scenario("sign-document");
  const auto lines = [&] {
    std::string out;
    for (const auto& event : run(scenario, built_in_subject("in-process")).journal)
      out += to_json_line(event) + "\n";
    return out;
  };
  BOOST_TEST(lines() == lines());
}

// With a card of T=0 in the reader the signature waits for GET RESPONSE, and all else is as ever.
BOOST_AUTO_TEST_CASE(a_reader_signs_and_reads_with_a_card_of_t0) {
  auto t0 = options();
  t0.world.generation = "t0";
  for (const auto& name : {"sign-document", "pin-lockout", "read-certificates"}) {
    const auto scenario = built_in_scenario(name);
    const auto played = play(scenario, built_in_subject("in-process"), t0);
    check_pass(judge::judge(scenario, played.journal));
  }
}

BOOST_AUTO_TEST_CASE(a_card_of_t0_waits_for_get_response) {
  auto settings = options().world;
  settings.generation = "t0";
  World world(settings);
  Journal journal(world.clock());
  card::FaultBoard board;
  GuestCard card(world, board, journal, Trace::masked);
  const auto answer = card.in_reader().transmit(from_hex("00A404000AD392F000260100000001").value());
  BOOST_TEST(iso7816::to_string(answer.status) == "610E");
  BOOST_TEST(answer.data.empty());
}

BOOST_AUTO_TEST_CASE(certificates_are_those_of_the_generation) {
  using jlis::ca::Line;
  for (const auto& [name, line] :
       std::vector<std::pair<std::string, Line>>{{"current", Line::card},
                                                 {"current/contact-2024", Line::card},
                                                 {"contactless", Line::card},
                                                 {"t0", Line::card},
                                                 {"mobile", Line::mobile},
                                                 {"iphone", Line::mobile},
                                                 {"next", Line::next}})
    BOOST_TEST((line_of(*card::load_generation(name)) == line), name);
}

BOOST_AUTO_TEST_CASE(another_seed_gives_other_certificates) {
  auto other = options();
  other.world.seed = 2;
  const auto scenario = built_in_scenario("read-certificates");
  const auto subject = built_in_subject("in-process");
  BOOST_TEST((play(scenario, subject, options()).journal != play(scenario, subject, other).journal));
}

BOOST_AUTO_TEST_CASE(no_pin_stands_in_the_journal) {
  for (const auto& event : run(built_in_scenario("pin-lockout"), built_in_subject("in-process")).journal) {
    const auto line = to_json_line(event);
    BOOST_TEST(line.find("31323334") == std::string::npos);
    BOOST_TEST(line.find("414243313233") == std::string::npos);
    BOOST_TEST(line.find("ABC123") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_plain_trace_shows_the_pin_because_it_was_asked_for) {
  auto scenario = scenario_from(one_verify);
  scenario.given.plain_trace = true;
  bool seen = false;
  for (const auto& event : run(scenario, built_in_subject("in-process")).journal) {
    if (const auto* exchange = std::get_if<ApduExchange>(&event.body)) {
      seen = seen || exchange->command == "002000800431323334";
    }
  }
  BOOST_TEST(seen);
}

BOOST_AUTO_TEST_CASE(without_a_card_the_outcome_says_so) {
  const auto scenario = scenario_from(R"(title: No card
given: { clock: 2026-04-01 }
steps:
  - card: remove
  - subject: verify-pin
    with: { key: authentication, pin: right }
    expect: { outcome: no-card }
)");
  check_pass(run(scenario, built_in_subject("in-process")));
}

BOOST_AUTO_TEST_CASE(a_clock_that_was_given_can_be_moved) {
  const auto scenario = scenario_from(R"(title: The clock
given: { clock: "2026-04-01T09:00:00+09:00" }
steps:
  - clock: advance
    with: { by: 90 min }
  - clock: set
    with: { to: 2031-04-11 }
)");
  const auto result = run(scenario, built_in_subject("in-process"));
  check_pass(result);
  BOOST_TEST(to_string(result.journal.back().time) == "2031-04-11T00:00:00+09:00");
}

BOOST_AUTO_TEST_CASE(the_machines_own_time_cannot_be_moved) {
  auto scenario = scenario_from(R"(title: The clock
given: { clock: 2026-04-01 }
steps:
  - clock: advance
    with: { by: 1 h }
)");
  scenario.given.clock.reset();  // the reader would refuse it
  BOOST_TEST(to_string(run(scenario, built_in_subject("in-process")).verdict) == "error");
}

BOOST_AUTO_TEST_CASE(what_was_not_made_cannot_be_examined) {
  const auto scenario = scenario_from(R"(title: Nothing to verify
given: { clock: 2026-04-01, documents: { contract: I agree } }
steps:
  - subject: sign
    with: { key: authentication, document: contract, pin: wrong }
    keep: { signature: signed }
    expect: { outcome: wrong-pin }
  - subject: read-certificate
    with: { certificate: authentication }
    keep: { certificate: cert }
  - examiner: verify-signature
    with: { document: contract, signature: signed, certificate: cert }
    expect: { outcome: good }
)");
  const auto result = run(scenario, built_in_subject("in-process"));
  BOOST_TEST(to_string(result.verdict) == "fail");
  BOOST_TEST(outcome_of(result) == "not-asked");
}

BOOST_AUTO_TEST_CASE(an_unknown_persona_is_our_trouble_and_no_failure_of_the_subject) {
  auto scenario = scenario_from(one_verify);
  scenario.given.persona = "nobody";
  const auto result = run(scenario, built_in_subject("in-process"));
  BOOST_TEST(to_string(result.verdict) == "error");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(play_programs)

BOOST_AUTO_TEST_CASE(a_program_that_hangs_gives_no_answer) {
  const auto result = run(scenario_from(one_verify),
                          shell_subject("exec sleep 60", "- { exit: 0, outcome: done }", "400 ms"));
  BOOST_TEST(outcome_of(result) == "no-answer");
  BOOST_TEST(to_string(result.verdict) == "fail");
}

BOOST_AUTO_TEST_CASE(a_program_that_dies_has_crashed) {
  const auto result = run(scenario_from(one_verify), shell_subject("kill -SEGV $$"));
  BOOST_TEST(outcome_of(result) == "crashed");
}

BOOST_AUTO_TEST_CASE(what_no_rule_fits_is_unclear) {
  BOOST_TEST(outcome_of(run(scenario_from(one_verify), shell_subject("exit 7"))) == "unclear");
}

BOOST_AUTO_TEST_CASE(rules_are_tried_in_order_and_take_details_from_the_text) {
  const auto* rules =
      "- { errors: 'only ([0-9]+) left', outcome: wrong-pin, tries-left: $1 }\n  - { exit: 1, outcome: "
      "refused }";
  const auto result = run(scenario_from(one_verify), shell_subject("echo only 2 left >&2; exit 1", rules));
  BOOST_TEST(outcome_of(result) == "wrong-pin");
  const auto& end = std::get<ActEnded>(std::prev(result.journal.end(), 2)->body);
  BOOST_TEST(end.details.at(0).second == "2");
}

BOOST_AUTO_TEST_CASE(a_printed_pin_is_found_and_not_repeated) {
  const auto scenario = scenario_from(std::string(one_verify) + "expect: { secrets: never-shown }\n");
  const auto result = run(scenario, shell_subject("echo the PIN is 1234; echo 12345"));
  BOOST_TEST(to_string(result.verdict) == "fail");
  for (const auto& event : result.journal) {
    if (const auto* process = std::get_if<ProcessRun>(&event.body))
      BOOST_TEST(process->output == "the PIN is ••••\n12345\n");
  }
}

BOOST_AUTO_TEST_CASE(a_program_that_is_not_there_is_our_trouble) {
  auto subject = shell_subject("true");
  subject.operations.at(0).ways.at(0).command = {"no-such-program-anywhere"};
  const auto result = run(scenario_from(one_verify), subject);
  BOOST_TEST(to_string(result.verdict) == "error");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(play_through_pcsc)

BOOST_AUTO_TEST_CASE(a_program_sees_the_second_card_that_comes_in_the_middle) {
  const auto scenario = scenario_from(R"(title: Two readers
given:
  clock: 2026-04-01
  faults: [ { fault: second-card, of: taro, operation: VERIFY } ]
steps:
  - { subject: verify-pin, with: { key: authentication, pin: right } }
)");
  const auto subject = shell_subject(
      "opensc-tool -l | grep -c Yes; pkcs15-tool --list-pins > pins 2> errors; opensc-tool -l | grep -c Yes");
  const auto result = run(scenario, subject);
  check_pass(result);
  for (const auto& event : result.journal) {
    if (const auto* process = std::get_if<ProcessRun>(&event.body)) BOOST_TEST(process->output == "1\n2\n");
  }
}

BOOST_AUTO_TEST_CASE(every_scenario_passes_with_opensc) {
  BOOST_TEST(run_offered("opensc") > 0U);
}

// OpenSC, but signing with whichever card comes last in the list.
subjects::SubjectFile careless_opensc() {
  const std::string careful = "[pkcs11-tool, --token-label, JPKI (Digital Signature PIN), --login, --pin, ";
  const std::string careless =
      R"yaml([sh, -c, 'exec pkcs11-tool --slot $(pkcs11-tool -L | grep -B1 Digital | sed -n "s/^Slot.*(\(0x.*\)).*/\1/p" | tail -n 1) "$@"',
                sh, --login, --pin, )yaml";
  std::string text(resources::find("conformance/subjects/opensc.yaml").value());
  const auto sign = text.find(careful, text.find("  sign:"));
  BOOST_REQUIRE(sign != std::string::npos);
  return subject_from(text.replace(sign, careful.size(), careless));
}

BOOST_AUTO_TEST_CASE(signing_with_the_second_card_is_noticed) {
  BOOST_TEST(to_string(run(built_in_scenario("sign-document"), careless_opensc()).verdict) == "pass");
  const auto result = run(built_in_scenario("second-card-while-signing"), careless_opensc());
  BOOST_TEST(to_string(result.verdict) == "fail");
  std::string failed;
  for (const auto& step : result.steps) {
    for (const auto& check : step.checks) {
      if (check.verdict == Verdict::fail) failed += step.title + "/";
    }
  }
  // Her PIN has gone to his card, whose PIN is another.
  BOOST_TEST(failed.starts_with("subject: sign (key: signature, document: contract, pin: right)/"), failed);
}

BOOST_AUTO_TEST_CASE(the_same_run_twice_gives_the_same_journal_through_pcsc_too) {
  const auto scenario = built_in_scenario("pin-lockout");
  const auto subject = built_in_subject("opensc");
  const auto first = run(scenario, subject).journal;
  const auto second = run(scenario, subject).journal;
  BOOST_REQUIRE(first.size() == second.size());
  for (std::size_t i = 0; i < first.size(); ++i)
    BOOST_TEST(to_json_line(first[i]) == to_json_line(second[i]));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::play
