#include "conformance/suites/standing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tameshi::suites {
namespace {

bool is_enough(const Count& count, long mark) {
  return count.passed * 100 >= count.applicable() * static_cast<std::size_t>(mark);
}

std::string line_of(const Standing& standing, Level level, const Marks& marks) {
  const auto& count = standing.of(level);
  if (count.applicable() + count.not_applicable == 0) return {};
  std::string rest;
  const auto add = [&](std::size_t number, std::string_view what) {
    if (number > 0) rest += fmt::format(", {} {}", number, what);
  };
  add(count.failed, "failed");
  add(count.known, "failed as known");
  add(count.errors, "could not run");
  add(count.not_applicable, "not applicable");
  return fmt::format("  {:<7} {:>4} of {} passed, {} % are needed{}\n", to_string(level), count.passed,
                     count.applicable(), marks.of(level), rest);
}

}  // namespace

bool passes(const Standing& standing, const Marks& marks) {
  std::size_t applicable = 0;
  for (const auto& count : standing.levels) applicable += count.applicable();
  return applicable > 0 && std::all_of(all_levels.begin(), all_levels.end(), [&](Level level) {
           return is_enough(standing.of(level), marks.of(level));
         });
}

std::string in_words(const Standing& standing, const Marks& marks) {
  auto out =
      fmt::format("{}{}{}: {}\n", standing.subject, standing.version.empty() ? "" : " ", standing.version,
                  passes(standing, marks) ? "passed the suite" : "did not pass the suite");
  for (const auto level : all_levels) out += line_of(standing, level, marks);
  for (const auto& [reason, cases] : standing.not_applicable)
    out += fmt::format("  not applicable: {} ({} case{})\n", reason, cases, cases == 1 ? "" : "s");
  if (!standing.failed_rules.empty())
    out += fmt::format("  rules that were broken: {}\n", fmt::join(standing.failed_rules, ", "));
  return out;
}

}  // namespace tameshi::suites
