// Why a run did not pass, in words: the same for the console and for JUnit.
#pragma once

#include <string>

#include "base/verdict.hpp"

namespace tameshi::reports {

// Failed checks with file:line:column, question, expected, actual, and the events they rest on; reasons of
// steps; the harness's own trouble; the command that runs it again. Lines that end in "\n"; empty for a run
// that passed.
std::string explanation(const RunResult& run);

// One step's part of it.
std::string explanation_of_step(const RunResult& run, const StepResult& step);
// What stands before the steps (the run's reason, trouble while the world was made) and behind them (the way
// to run it again).
std::string explanation_before(const RunResult& run);
std::string explanation_after(const RunResult& run);

// The first line of it, for where there is room for one: "outcome: expected done, actual wrong-pin".
std::string headline(const RunResult& run);

}  // namespace tameshi::reports
