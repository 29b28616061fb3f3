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
  std::string_view report, tested, no_version, tool, seed, world_time, world_time_note, virtual_note;
  std::string_view skip_link, summary, all_runs, runs_heading, unfold, fold, footer;

  // A run.
  std::string_view verdict, scenario, subject, version, remark, cites, reproduce, why;
  // A step and its checks.
  std::string_view step, preparation, aftermath, checks, check, expected, actual, where, rests_on, evidence,
      nothing;
  Counted more_events;

  // What happened.
  std::string_view timeline, number, time, command, answer, because, no_data, evidence_mark;
  Counted apdus, bytes, programs, services, https, check_count, step_count;
  std::string_view asked, ended, card_event, fault, program, artefact, secret_seen, secret_in, trouble;
  std::string_view lie, http, no_answer, sent, received;
  std::string_view exit_code, signal, timed_out, standard_output, standard_error, printed_nothing, download;
  Counted cut;
};

const Words& english();

std::string counted(std::size_t number, const Counted& words);
std::string_view word_of(Verdict verdict, const Words& words);

// "✓": so that colour is never the only sign.
std::string_view mark_of(Verdict verdict);

// "6 passed, 0 failed, 0 skipped, 0 waived, 0 errors".
std::string summary_of(const Tally& tally, const Words& words);

}  // namespace tameshi::reports
