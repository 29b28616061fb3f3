#include "conformance/suites/standing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <regex>
#include <set>

namespace tameshi::suites {
namespace {

constexpr std::array all_levels{Level::must, Level::should, Level::may};

// The turns of a case, as one.
struct Played {
  const SuiteCase* of;
  Verdict verdict;
  std::string reason;
};

// Skipped is a case only when nothing of it was played.
Verdict together(Verdict a, Verdict b) {
  if (a == Verdict::skip) return b;
  return b == Verdict::skip ? a : worst(a, b);
}

std::vector<Played> cases_of(const std::vector<RunResult>& runs, const std::string& subject) {
  std::vector<Played> out;
  std::map<std::string, std::size_t> places;
  for (const auto& run : runs) {
    if (!run.suite_case || run.subject != subject) continue;
    const auto [place, is_new] = places.emplace(run.suite_case->id, out.size());
    if (is_new)
      out.push_back({&*run.suite_case, run.verdict, run.reason});
    else
      out[place->second].verdict = together(out[place->second].verdict, run.verdict);
  }
  return out;
}

// "opensc does not offer sign (step 3)": which step it was says nothing of the subject.
std::string without_step(const std::string& reason) {
  static const std::regex step(R"( \(step [0-9]+\)$| step [0-9]+,)");
  return std::regex_replace(reason, step, "");
}

void add(const Played& played, Standing& out, std::set<std::string>& failed_rules) {
  auto& count = out.levels.at(static_cast<std::size_t>(played.of->level));
  switch (played.verdict) {
    case Verdict::pass:
      ++count.passed;
      return;
    case Verdict::skip:
      ++count.not_applicable;
      ++out.not_applicable[without_step(played.reason)];
      return;
    case Verdict::waived:
      ++count.known;
      break;
    case Verdict::fail:
      ++count.failed;
      break;
    case Verdict::error:
      ++count.errors;
      break;
  }
  if (played.of->level != Level::may) failed_rules.insert(played.of->rule);
}

Standing standing_of(const std::vector<RunResult>& runs, const std::string& subject) {
  Standing out;
  out.subject = subject;
  std::set<std::string> failed_rules;
  for (const auto& played : cases_of(runs, subject)) add(played, out, failed_rules);
  out.failed_rules.assign(failed_rules.begin(), failed_rules.end());
  for (const auto& run : runs) {
    if (run.subject == subject && out.version.empty()) out.version = run.subject_version;
  }
  return out;
}

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

bool Standing::passes(const Marks& marks) const {
  std::size_t applicable = 0;
  for (const auto& count : levels) applicable += count.applicable();
  return applicable > 0 && std::all_of(all_levels.begin(), all_levels.end(),
                                       [&](Level level) { return is_enough(of(level), marks.of(level)); });
}

std::vector<Standing> standings(const std::vector<RunResult>& runs) {
  std::vector<Standing> out;
  std::set<std::string> seen;
  for (const auto& run : runs) {
    if (seen.insert(run.subject).second) out.push_back(standing_of(runs, run.subject));
  }
  return out;
}

std::string in_words(const Standing& standing, const Marks& marks) {
  auto out =
      fmt::format("{}{}{}: {}\n", standing.subject, standing.version.empty() ? "" : " ", standing.version,
                  standing.passes(marks) ? "passed the suite" : "did not pass the suite");
  for (const auto level : all_levels) out += line_of(standing, level, marks);
  for (const auto& [reason, cases] : standing.not_applicable)
    out += fmt::format("  not applicable: {} ({} case{})\n", reason, cases, cases == 1 ? "" : "s");
  if (!standing.failed_rules.empty())
    out += fmt::format("  rules that were broken: {}\n", fmt::join(standing.failed_rules, ", "));
  return out;
}

}  // namespace tameshi::suites
