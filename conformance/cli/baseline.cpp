#include "conformance/cli/baseline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "base/suggest.hpp"
#include "conformance/cli/whole_file.hpp"

namespace tameshi::cli {
namespace {

std::string trimmed(const std::string& text) {
  constexpr std::string_view blank = " \t\r";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::vector<std::string> names_of(const std::vector<scenario::Scenario>& cases) {
  std::vector<std::string> out;
  for (const auto& one : cases) {
    if (one.suite_case) out.push_back(one.suite_case->id);
  }
  return out;
}

}  // namespace

Baseline read_baseline(const std::string& path, const std::vector<scenario::Scenario>& cases,
                       yaml::Problems& problems) {
  Baseline out;
  const auto names = names_of(cases);
  const auto text = read_whole_file(path);
  std::istringstream lines{std::string(text_of(text))};
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const auto mark = line.find('#');
    const auto name = trimmed(line.substr(0, mark));
    if (name.empty()) continue;
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      problems.add({path, number, 1}, fmt::format("the suite has no case \"{}\"", name),
                   suggestion(name, names));
      continue;
    }
    out[name] = mark == std::string::npos ? "" : trimmed(line.substr(mark + 1));
  }
  return out;
}

RunResult held_to(const Baseline& baseline, RunResult result) {
  if (result.verdict != Verdict::fail || !result.suite_case) return result;
  const auto known = baseline.find(result.suite_case->id);
  if (known == baseline.end()) return result;
  result.verdict = Verdict::waived;
  result.reason = "known to fail, in the baseline" + (known->second.empty() ? "" : ": " + known->second);
  return result;
}

std::vector<std::string> mended(const Baseline& baseline, const std::vector<RunResult>& runs) {
  std::set<std::string> passed;
  std::set<std::string> others;
  for (const auto& run : runs) {
    if (run.suite_case && run.verdict != Verdict::skip)
      (run.verdict == Verdict::pass ? passed : others).insert(run.suite_case->id);
  }
  std::vector<std::string> out;
  for (const auto& [name, said] : baseline) {
    if (passed.contains(name) && !others.contains(name)) out.push_back(name);
  }
  return out;
}

std::string baseline_of(const std::vector<RunResult>& runs) {
  std::set<std::string> names;
  for (const auto& run : runs) {
    if (run.suite_case && (run.verdict == Verdict::fail || run.verdict == Verdict::waived))
      names.insert(run.suite_case->id);
  }
  std::string out =
      "# Cases that are known to fail: tameshi conform --baseline. What is behind a # is said of the case.\n";
  for (const auto& name : names) out += name + "\n";
  return out;
}

}  // namespace tameshi::cli
