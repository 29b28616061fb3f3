// What a person sees in the terminal.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/verdict.hpp"

namespace tameshi::reports {

// Whether colour is wanted (a terminal, NO_COLOR) is the caller's to know.
struct ConsoleOptions {
  bool verbose = false;  // a line per step
  bool colour = false;
};

// Every run, then the summary line.
std::string console(const Report& report, ConsoleOptions options);

// One run as soon as it has ended, and the last line; console() is these in a row.
std::string console_run(const RunResult& run, ConsoleOptions options);
std::string console_summary(const std::vector<RunResult>& runs, ConsoleOptions options);

// "[12/60] about 3 min left · title" while a run plays, on a line of a terminal that comes and goes;
// elsewhere nothing at all.
class Progress {
 public:
  Progress(std::ostream& out, std::size_t total, bool on_terminal, const Clock& clock)
      : out_(out), total_(total), on_terminal_(on_terminal), clock_(clock), began_(clock.now()) {}

  // One that was played some other day.
  void passes_over() { ++passed_over_; }
  void starts(std::string_view title);
  // Before anybody else writes to the terminal.
  void clears();

 private:
  [[nodiscard]] std::string time_left() const;

  std::ostream& out_;
  std::size_t total_;
  std::size_t passed_over_ = 0;
  std::size_t started_ = 0;
  bool on_terminal_;
  const Clock& clock_;
  Instant began_;
};

}  // namespace tameshi::reports
