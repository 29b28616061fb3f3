// What a person sees in the terminal.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

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

// "[12/60] title" as runs start, on a terminal; elsewhere nothing at all.
class Progress {
 public:
  Progress(std::ostream& out, std::size_t total, bool on_terminal)
      : out_(out), total_(total), on_terminal_(on_terminal) {}

  void starts(std::string_view title);

 private:
  std::ostream& out_;
  std::size_t total_;
  std::size_t started_ = 0;
  bool on_terminal_;
};

}  // namespace tameshi::reports
