#include "conformance/bundle/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "reports/explanation.hpp"

namespace tameshi::bundle {
namespace {

Case case_of(const RunResult& run) {
  return {run.scenario, run.turn, run.subject, run.title};
}

using Cases = std::map<std::tuple<std::string, long, std::string>, const RunResult*>;

Cases cases_of(const Report& report) {
  Cases out;
  for (const auto& run : report.runs) out.emplace(case_of(run).key(), &run);
  return out;
}

const RunResult* find(const Cases& cases, const RunResult& run) {
  const auto found = cases.find(case_of(run).key());
  return found == cases.end() ? nullptr : found->second;
}

// What was made with what, by name.
std::map<std::string, std::string> inputs_of(const Report& report) {
  std::map<std::string, std::string> out{
      {"tameshi", report.tool_commit.empty()
                      ? report.tool_version
                      : fmt::format("{} ({})", report.tool_version, report.tool_commit)},
      {"seed", report.seed}};
  for (const auto& source : report.sources) out[source.kind + " " + source.path] = source.sha256;
  for (const auto& run : report.runs) {
    if (!run.subject_version.empty()) out["version of " + run.subject] = run.subject_version;
  }
  return out;
}

std::vector<ChangedInput> changed_inputs(const Report& before, const Report& now) {
  const auto old = inputs_of(before);
  const auto young = inputs_of(now);
  auto names = old;
  names.insert(young.begin(), young.end());
  std::vector<ChangedInput> out;
  for (const auto& [name, value] : names) {
    const auto text = [&name = name](const auto& in) {
      return in.contains(name) ? in.at(name) : std::string();
    };
    if (text(old) != text(young)) out.push_back({name, text(old), text(young)});
  }
  return out;
}

std::string listed(const std::vector<NamedText>& details) {
  std::string out;
  for (const auto& [name, value] : details)
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", name, value);
  return out.empty() ? out : fmt::format(" ({})", out);
}

// What the subject came to in each step, and what each witness answered.
std::vector<std::string> facts_of(const RunResult& run) {
  std::vector<std::string> out;
  for (const auto& event : run.journal) {
    if (const auto* ended = std::get_if<ActEnded>(&event.body))
      out.push_back(fmt::format("step {}: {} came to {}{}", event.step, ended->act, ended->outcome,
                                listed(ended->details)));
  }
  for (const auto& step : run.steps) {
    for (const auto& check : step.checks)
      out.push_back(fmt::format("step {}: {}: {}", step.number, check.question, check.actual));
    if (!step.reason.empty()) out.push_back(fmt::format("step {}: {}", step.number, step.reason));
  }
  if (!run.reason.empty()) out.push_back(run.reason);
  return out;
}

std::vector<std::string> without(const std::vector<std::string>& all,
                                 const std::vector<std::string>& others) {
  std::vector<std::string> out;
  for (const auto& one : all) {
    if (std::find(others.begin(), others.end(), one) == others.end()) out.push_back(one);
  }
  return out;
}

std::string why(const RunResult& before, const RunResult& now) {
  auto later = reports::headline(now);
  if (!later.empty()) return later;
  const auto earlier = reports::headline(before);
  return earlier.empty() ? "" : "no longer: " + earlier;
}

void compare(const RunResult& before, const RunResult& now, Difference& out) {
  if (before.verdict != now.verdict) {
    out.verdicts.push_back({case_of(now), before.verdict, now.verdict, why(before, now)});
    return;
  }
  const auto old = facts_of(before);
  const auto young = facts_of(now);
  if (old == young) {
    ++out.same;
    return;
  }
  out.facts.push_back({case_of(now), now.verdict, without(old, young), without(young, old)});
}

}  // namespace

Difference difference(const Report& before, const Report& now) {
  Difference out;
  out.inputs = changed_inputs(before, now);
  const auto old = cases_of(before);
  const auto young = cases_of(now);
  for (const auto& run : now.runs) {
    if (const auto* earlier = find(old, run)) {
      compare(*earlier, run, out);
    } else {
      out.added.push_back({case_of(run), run.verdict});
    }
  }
  for (const auto& run : before.runs) {
    if (find(young, run) == nullptr) out.gone.push_back({case_of(run), run.verdict});
  }
  return out;
}

}  // namespace tameshi::bundle
