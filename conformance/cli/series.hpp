// All the runs of one command, in their order; some of them may have been played another day.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "conformance/bundle/contents.hpp"
#include "conformance/cli/baseline.hpp"
#include "conformance/cli/run_options.hpp"
#include "conformance/plan/plan.hpp"
#include "conformance/subjects/subject.hpp"
#include "conformance/suites/requirements.hpp"

namespace tameshi::cli {

struct Series {
  Wish wish;
  std::vector<scenario::Scenario> scenarios;
  std::vector<subjects::SubjectFile> subjects;
  std::vector<bundle::SourceText> suite;
  suites::Requirements rules;   // of a suite
  Baseline baseline;            // of a suite
  std::size_t spared = 0;       // cases of a suite that are played only when they are asked for
  subjects::Person person;      // who works a device, if there is somebody
  std::vector<plan::Run> runs;  // they point into the two lists
  Report report;                // with what has been played
};

// Nothing when there were mistakes; they have been told.
std::optional<Series> read_series(const Wish& wish);

// The series that those were the shards of, with all that they played. Trouble when they do not belong
// together, or one is missing.
std::optional<Series> merged_series(const std::vector<std::string>& folders);

// The series of a report whose run was stopped. Trouble when the report cannot be read, or was made with
// another program, scenario or subject file: half a report of each would be nobody's.
std::optional<Series> resumed_series(const std::string& folder);

struct Listener {
  std::function<void(const plan::Run&)> starts;
  std::function<void(const plan::Run&)> is_there_already;
  std::function<void(const RunResult&)> ended;
  std::function<bool()> stops;  // asked before each run, and each turn of a sweep
};

// Plays what is not in the report yet, and puts it there.
void play_series(Series& series, const Listener& listener);

}  // namespace tameshi::cli
