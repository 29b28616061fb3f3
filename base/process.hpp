// Running other programs: to their end with what they print in hand, or attached to our own terminal.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/journal.hpp"
#include "base/result.hpp"

namespace tameshi {

struct ProcessRequest {
  std::vector<std::string> command = {};    // looked up in PATH when it has no slash
  std::string input = {};                   // its standard input
  std::chrono::milliseconds timeout{0};     // 0: none
  std::string directory = {};               // to start in; empty: ours
  std::vector<NamedText> environment = {};  // added to ours, or in its place
  std::function<void()> in_child = {};      // after fork and before exec; what it throws becomes the Problem
};

struct ProcessResult {
  int exit_code = 0;  // of a normal end
  int signal = 0;     // that ended it, or 0
  bool timed_out = false;
  std::string output;  // at most process_output_limit, then a note on how much was dropped
  std::string errors;
};

inline constexpr std::size_t process_output_limit = 1024UL * 1024;

// Between SIGTERM and SIGKILL. A PC/SC client that dies inside a transmit may leave its reader locked for
// good, so a program gets the time to leave on its own.
inline constexpr std::chrono::milliseconds process_grace{1500};

// Runs the program in a process group of its own. When the program ends, or its time is up, what is left of
// the group is ended too. A program that cannot be started is a Problem; how a started one ends is its
// result.
Result<ProcessResult> run(const ProcessRequest& request);

// Runs the program on our own standard streams, in our process group, and hands SIGINT, SIGTERM and SIGHUP on
// to it. Gives its exit code, or 128 and the number of the signal that ended it. One at a time per process.
Result<int> run_attached(const std::vector<std::string>& command, const std::function<void()>& in_child = {});

}  // namespace tameshi
