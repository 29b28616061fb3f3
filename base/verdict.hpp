// What a run means. Made by conformance/judge from scenario and journal; drawn by reports.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/journal.hpp"
#include "base/place.hpp"

namespace tameshi {

// skip: the subject does not offer the operation. waived: failed as the subject file says it would. error:
// the harness's own trouble, never blamed on the subject.
enum class Verdict { pass, fail, skip, waived, error };

inline std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::fail:
      return "fail";
    case Verdict::skip:
      return "skip";
    case Verdict::waived:
      return "waived";
    case Verdict::error:
      break;
  }
  return "error";
}

// How much a rule binds. must: it is not conformant without. should: a good reason may stand against it. may:
// good to know.
enum class Level { must, should, may };

inline std::string_view to_string(Level level) {
  switch (level) {
    case Level::must:
      return "must";
    case Level::should:
      return "should";
    case Level::may:
      break;
  }
  return "may";
}

// What a scenario is in a conformance suite.
struct SuiteCase {
  std::string id;  // never changes: "reader.pin.6983.verify-signature"
  std::string rule;
  Level level = Level::must;
  std::string why;  // what real systems do wrong here

  bool operator==(const SuiteCase&) const = default;
};

// One expectation, put to one witness.
struct Check {
  std::string question;  // "outcome", "tries-left", "card: answered 6984 to VERIFY"
  std::string expected;
  std::string actual;
  Verdict verdict = Verdict::pass;
  std::vector<std::size_t> events;  // the journal's numbers this rests on
  Place place;                      // of the expectation in the scenario
};

struct StepResult {
  int number = 0;     // from 1, as in the journal
  std::string title;  // "subject: sign", with what matters of its parameters
  Verdict verdict = Verdict::pass;
  std::string reason;  // of a skip or an error
  std::vector<Check> checks;
  Place place;
};

struct RunResult {
  std::string scenario;  // its path
  std::string title;
  std::string story;  // what of real life it stands for
  std::vector<std::string> tags;
  std::optional<SuiteCase> suite_case;
  long turn = 0;  // of a sweep, from 1
  std::vector<std::string> cites;
  std::string subject;           // its name
  std::string subject_version;   // as the subject itself says it; may be empty
  std::string subject_file;      // path of the file that describes it
  std::optional<Instant> began;  // by the world's clock; nothing when it was not played
  bool clock_is_frozen = false;  // the scenario says when it plays; else it was the machine's own time
  Verdict verdict = Verdict::pass;
  std::string reason;  // of a skip, a waiver or an error
  std::vector<StepResult> steps;
  std::vector<Event> journal;
  std::string reproduce;  // the command that runs this again
};

// A file that the runs were made from.
struct SourceFile {
  std::string kind;    // "scenario", "part" of one, "subject", "baseline"
  std::string path;    // as it was named
  std::string sha256;  // of its bytes: 64 hexadecimal digits as sha256sum prints them

  bool operator==(const SourceFile&) const = default;
};

struct Report {
  std::string tool_version;
  std::string tool_commit;  // what `git describe` said where the program was built; may be empty
  std::string seed;
  Instant made_at{};  // by the world's clock of the first run, so that reports repeat byte for byte
  std::vector<std::string> command;  // the words that make all of it again, without where reports go
  std::vector<SourceFile> sources;
  bool unfinished = false;  // somebody stopped it before its last run
  std::vector<RunResult> runs;
};

// The file of that kind and name, or with that row of its table; null when it is not among them.
const SourceFile* source_of(const Report& report, std::string_view kind, std::string_view path);

// Words as a POSIX shell reads them back: those with anything but letters, digits and a few signs in quotes.
std::string shell_line(const std::vector<std::string>& words);

struct Tally {
  std::size_t pass = 0, fail = 0, skip = 0, waived = 0, error = 0;
};

Tally tally(const std::vector<RunResult>& runs);

// 0 all passed (skips and waivers allowed), 1 something failed, 2 something could not run.
int exit_code(const std::vector<RunResult>& runs);

// pass only when every part passed; error beats fail beats waived beats pass; all skipped is a skip.
Verdict worst(Verdict a, Verdict b);

}  // namespace tameshi
