#include "conformance/bundle/judged.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "conformance/judge/judge.hpp"
#include "conformance/plan/plan.hpp"
#include "reports/report.hpp"

namespace tameshi::bundle {
namespace {

bool waives(const subjects::Waiver& waiver, const scenario::Scenario& scenario) {
  return waiver.scenario == scenario.path || scenario.path.ends_with("/" + waiver.scenario + ".yaml");
}

struct Suite {
  std::map<std::string, scenario::Scenario> scenarios;
  std::map<std::string, subjects::SubjectFile> subjects;
};

// A part that a scenario of this record uses.
Result<std::string> part_in(const Record& record, const std::string& path) {
  const auto found = std::find_if(record.suite.begin(), record.suite.end(), [&](const SourceText& source) {
    return source.kind == "part" && source.path == path;
  });
  if (found == record.suite.end()) return failure("this part is not in the suite", path);
  return found->text;
}

void add_scenarios(const Record& record, const SourceText& source, Suite& suite, yaml::Problems& problems) {
  const auto part = [&](const std::string& path) { return part_in(record, path); };
  for (auto& row : scenario::read_all(source.text, source.path, part, problems)) {
    auto id = row.id();
    suite.scenarios.emplace(std::move(id), std::move(row));
  }
}

Result<Suite> suite_of(const Record& record) {
  Suite out;
  for (const auto& source : record.suite) {
    yaml::Problems problems;
    if (source.kind == "scenario") {
      add_scenarios(record, source, out, problems);
    } else if (source.kind == "part") {
      continue;  // read by those that use it
    } else if (auto read = subjects::read(source.text, source.path, problems)) {
      out.subjects.emplace(source.path, *std::move(read));
    }
    if (!problems.empty()) return tl::unexpected(problems.all().front());
  }
  return out;
}

// As the plan says why it is skipped.
RunResult skipped(const RunResult& run, const scenario::Scenario& scenario,
                  const subjects::SubjectFile& subject) {
  auto out = run;
  out.steps.clear();
  const auto planned = plan::plan({scenario}, {subject}, plan::Devices::left_alone);
  out.verdict = planned.front().skip_reason.empty() ? Verdict::error : Verdict::skip;
  out.reason = planned.front().skip_reason;
  return out;
}

RunResult again(const RunResult& run, const scenario::Scenario& scenario,
                const subjects::SubjectFile& subject) {
  if (!run.began) return skipped(run, scenario, subject);
  const auto& played = run.turn == 0 ? scenario : plan::turn_of(scenario, run.turn);
  auto out = judged(played, subject, run.journal, *run.began);
  out.turn = run.turn;
  out.subject = subject.name;
  out.subject_version = run.subject_version;
  out.subject_file = subject.path;
  out.began = run.began;
  out.clock_is_frozen = played.given.clock.has_value();
  out.reproduce = run.reproduce;
  out.journal = run.journal;
  return out;
}

std::string written(RunResult run) {
  Report out;
  out.runs.push_back(std::move(run));
  return reports::json(out);
}

bool same_verdicts(const RunResult& a, const RunResult& b) {
  const auto same_step = [](const StepResult& x, const StepResult& y) { return x.verdict == y.verdict; };
  return a.verdict == b.verdict &&
         std::equal(a.steps.begin(), a.steps.end(), b.steps.begin(), b.steps.end(), same_step);
}

Result<void> check_run(const RunResult& run, const Suite& suite, Judge judge) {
  const auto scenario = suite.scenarios.find(run.scenario);
  const auto subject = suite.subjects.find(run.subject_file);
  if (scenario == suite.scenarios.end() || subject == suite.subjects.end())
    return failure("its scenario or its subject file is not in the suite", run.title);
  if (run.turn < 0 || run.turn > plan::most_turns ||
      (run.turn > 0) != (scenario->second.given.sweep && run.began))
    return failure("a turn that the scenario does not have", run.title);
  const auto made = again(run, scenario->second, subject->second);
  if (judge == Judge::same_program ? written(made) == written(run) : same_verdicts(made, run)) return {};
  if (made.verdict != run.verdict)
    return failure(fmt::format("the report says {}, scenario and journal give {}", to_string(run.verdict),
                               to_string(made.verdict)),
                   run.title);
  return failure("the report says otherwise than scenario and journal give", run.title);
}

}  // namespace

RunResult judged(const scenario::Scenario& scenario, const subjects::SubjectFile& subject,
                 const std::vector<Event>& journal, Instant began) {
  auto result = judge::judge(scenario, journal);
  for (const auto& known : scenario.fails) {
    if (known.fits(subject.name))
      return judge::apply_known_failure(std::move(result), known.because, known.link);
  }
  for (const auto& waiver : subject.waivers) {
    if (!waives(waiver, scenario)) continue;
    return judge::apply_waiver(std::move(result),
                               {.reason = waiver.reason,
                                .since = start_of_day_in_japan(waiver.since),
                                .until = start_of_day_in_japan(waiver.until)},
                               began);
  }
  return result;
}

Result<void> check_verdicts(const Record& record, Judge judge) {
  TRY(const auto suite, suite_of(record));
  for (const auto& run : record.report.runs) {
    if (auto checked = check_run(run, suite, judge); !checked) return checked;
  }
  return {};
}

}  // namespace tameshi::bundle
