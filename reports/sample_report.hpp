// Reports to try the writers on: one run for every verdict, with everything that may come from outside in
// them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/verdict.hpp"

namespace tameshi::reports::testing {

struct Sample {
  std::string name;  // "fail": also the goldens' name
  Report report;
};

// One report per verdict, in the order of the enumeration, then hostile texts, a fault that strikes, a lie,
// and "all": every verdict, two subjects, 60 APDUs.
std::vector<Sample> samples();

Report with(std::vector<RunResult> runs);

RunResult passed_run();
RunResult failed_run();
RunResult skipped_run();
RunResult waived_run();
RunResult broken_run();   // error
RunResult faulty_run();   // fails because of a fault that struck
RunResult lied_to_run();  // fails because it believed a lie of J-LIS
RunResult hostile_run();  // fails, and every text in it is an attack

}  // namespace tameshi::reports::testing
