// Every word of a report that a person reads, in one place, so that another language is another set of them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/verdict.hpp"

namespace tameshi::reports {

// A thing in the words for one and for several; "{}" is the number.
struct Counted {
  std::string_view one;
  std::string_view several;
};

struct Words {
  std::string_view language;  // BCP 47

  // Verdicts, of one run and of the whole.
  std::string_view pass, fail, skip, waived, error;
  std::string_view all_passed, some_failed, could_not_run, nothing_ran;
  Counted passed, failed, skipped, were_waived, errors;

  // The head of the page.
  std::string_view standing, level, cases, passed_of_applicable, not_applicable, broken_rules;
  std::string_view report, tested, no_version, tool, seed, world_time, world_time_note, virtual_note,
      made_from;
  Counted source_files;
  std::string_view skip_link, all_runs, unfold, fold, footer;
  std::string_view attention, what_was_tested, how_to_reproduce, each_names_its_command, one_command, copy,
      copied, language_choice;

  // Looking for cases.
  std::string_view filters, search, search_hint, tag, every_tag, every_subject, shown, clear, no_match;
  std::string_view on_paper;
  Counted more_cases;
  std::string_view read_in_journal;

  // A run.
  std::string_view verdict, scenario, subject, version, remark, cites, reproduce, story, tags, rule, why;
  // A step and its checks.
  std::string_view step, preparation, aftermath, checks, check, expected, actual, expected_in_line,
      actual_in_line, where, rests_on, evidence, nothing;
  Counted more_events;

  // What happened.
  std::string_view timeline, number, time, command, answer, because, no_data, evidence_mark;
  Counted apdus, bytes, programs, services, https, check_count, step_count;
  std::string_view asked, ended, card_event, fault, program, artefact, secret_seen, secret_in, trouble;
  std::string_view lie, http, no_answer, sent, received;
  std::string_view exit_code, signal, timed_out, standard_output, standard_error, printed_nothing, download;
  Counted cut;

  // The exchange as a drawing.
  std::string_view lanes, lanes_read_on, lane_tester, lane_card, lane_customer, still_clock, to_scale,
      same_instant, closer, later;
  Counted several_times, days, hours, minutes, seconds, milliseconds;

  // Evidence taken apart.
  std::string_view decoded, request, reply;
};

const Words& english();
const Words& japanese();

std::string counted(std::size_t number, const Counted& words);
std::string_view word_of(Verdict verdict, const Words& words);

// "✓": so that colour is never the only sign.
std::string_view mark_of(Verdict verdict);

// "6 passed, 0 failed, 0 skipped, 0 waived, 0 errors".
std::string summary_of(const Tally& tally, const Words& words);

}  // namespace tameshi::reports
