// How a subject stands in a suite: what it passed, what does not apply to it, and whether that is enough.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "base/verdict.hpp"
#include "conformance/suites/requirements.hpp"

namespace tameshi::suites {

// Cases, whatever the number of turns in which each was played.
struct Count {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t known = 0;  // failed, as was known before
  std::size_t errors = 0;
  std::size_t not_applicable = 0;

  [[nodiscard]] std::size_t applicable() const { return passed + failed + known + errors; }
};

struct Standing {
  std::string subject;
  std::string version;
  std::array<Count, 3> levels;                        // in the order of Level
  std::map<std::string, std::size_t> not_applicable;  // why, and how many cases
  std::vector<std::string> failed_rules;              // of must and should, in order

  [[nodiscard]] const Count& of(Level level) const { return levels.at(static_cast<std::size_t>(level)); }
  // Something applied, and of each level enough passed. A known failure is no pass.
  [[nodiscard]] bool passes(const Marks& marks) const;
};

// One for each subject, in the order of the report.
std::vector<Standing> standings(const std::vector<RunResult>& runs);

// Ten lines for people.
std::string in_words(const Standing& standing, const Marks& marks);

// conformance.json: the same for programs.
std::string standings_json(const std::vector<Standing>& all, const std::string& suite, const Marks& marks);

// A picture of 20 pixels' height for a README: "reader | must 100 % · should 98 %".
std::string badge(const Standing& standing, const std::string& suite, const Marks& marks);

}  // namespace tameshi::suites
