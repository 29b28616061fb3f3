// What a run means: a pure function of scenario and journal. Verdicts can be made again from a saved journal.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/verdict.hpp"
#include "conformance/scenario/scenario.hpp"

namespace tameshi::judge {

// Steps, checks and the run's verdict. A step without expectations passes when its act ended (an act of the
// subject then must have the outcome "done"). Trouble of the harness in a step makes it an error, and so the
// run; steps that were never reached are skipped with that reason.
RunResult judge(const scenario::Scenario& scenario, std::span<const Event> journal);

// The checks of one step alone; the stage asks for it to stop at the first failure.
StepResult judge_step(const scenario::Step& step, std::span<const Event> journal);

// Whether a question that is waited for has come true among these events; for the stage.
bool came_true(const scenario::Question& question, std::span<const Event> events);

// A scenario that says of itself that it fails with this subject: a failed run is waived, a passing one
// fails.
RunResult apply_known_failure(RunResult result, const std::string& because, const std::string& link);

struct WaiverTerms {
  std::string reason;
  Instant since{};
  Instant until{};  // exclusive
};

// A waiver applied at the world's time `now`: a failed run within the term is waived; a passing one, or one
// outside the term, fails with the reason why.
RunResult apply_waiver(RunResult result, const WaiverTerms& waiver, Instant now);

}  // namespace tameshi::judge
