#include "base/standing.hpp"

#include <algorithm>
#include <regex>
#include <set>

namespace tameshi {
namespace {

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

}  // namespace

std::vector<Standing> standings(const std::vector<RunResult>& runs) {
  std::vector<Standing> out;
  std::set<std::string> seen;
  for (const auto& run : runs) {
    if (run.suite_case && seen.insert(run.subject).second) out.push_back(standing_of(runs, run.subject));
  }
  return out;
}

}  // namespace tameshi
