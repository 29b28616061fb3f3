// How a subject stands in a conformance suite: what it passed, and what does not apply to it.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/verdict.hpp"

namespace tameshi {

// Cases, whatever the number of turns in which each was played.
struct Count {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t known = 0;  // failed, as was known before
  std::size_t errors = 0;
  std::size_t not_applicable = 0;

  [[nodiscard]] std::size_t applicable() const { return passed + failed + known + errors; }
};

inline constexpr std::array all_levels{Level::must, Level::should, Level::may};

struct Standing {
  std::string subject;
  std::string version;
  std::array<Count, 3> levels;                        // in the order of Level
  std::map<std::string, std::size_t> not_applicable;  // why, and how many cases
  std::vector<std::string> failed_rules;              // of must and should, in order

  [[nodiscard]] const Count& of(Level level) const { return levels.at(static_cast<std::size_t>(level)); }
};

// One for each subject with a case of a suite, in the order of the report.
std::vector<Standing> standings(const std::vector<RunResult>& runs);

}  // namespace tameshi
