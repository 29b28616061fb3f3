#include "conformance/cli/series.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/sha256sum.hpp"
#include "conformance/bundle/judged.hpp"
#include "conformance/cli/choice.hpp"
#include "conformance/cli/made_of.hpp"
#include "conformance/cli/person.hpp"
#include "conformance/cli/sources.hpp"
#include "conformance/cli/suite_rules.hpp"
#include "conformance/cli/whole_file.hpp"
#include "conformance/play/play.hpp"
#include "reports/read_report.hpp"
#include "reports/spool.hpp"

namespace tameshi::cli {
namespace {

// `turn`: of a sweep, or 0.
std::string reproduction(const plan::Run& run, const Wish& wish, long turn) {
  Wish one = wish;
  if (wish.suite.empty())
    one.scenarios = {run.scenario->id()};
  else
    one.cases = {run.scenario->suite_case->id};
  one.tags.clear();
  one.without_tags.clear();
  one.levels.clear();
  one.shard.clear();
  one.baseline.clear();
  one.marks.clear();
  one.subjects = {run.subject->path};
  one.turn = turn;
  return shell_line(command_of(one));
}

RunResult skipped(const plan::Run& run) {
  RunResult result;
  result.scenario = run.scenario->id();
  result.title = run.scenario->title;
  result.story = run.scenario->story;
  result.tags = run.scenario->tags;
  result.suite_case = run.scenario->suite_case;
  result.cites = run.scenario->cites;
  result.verdict = Verdict::skip;
  result.reason = run.skip_reason;
  return result;
}

RunResult played(const plan::Run& run, const scenario::Scenario& scenario, const Series& series) {
  const auto& wish = series.wish;
  play::Options options;
  options.world.key_directory = wish.keys.empty() ? play::default_key_directory() : wish.keys;
  options.world.seed = wish.seed;
  options.system_reader = wish.system_reader;
  options.person = series.person;
  auto played = play::play(scenario, *run.subject, options);
  auto result = bundle::judged(scenario, *run.subject, played.journal, played.began);
  result.subject_version = played.subject_version;
  result.began = played.began;
  result.clock_is_frozen = scenario.given.clock.has_value();
  result.journal = std::move(played.journal);
  return result;
}

bool sweeps(const plan::Run& run) {
  return run.scenario->given.sweep.has_value() && run.skip_reason.empty();
}

RunResult run_one(const plan::Run& run, long turn, const Series& series) {
  auto out = !run.skip_reason.empty() ? skipped(run)
             : sweeps(run)            ? played(run, plan::turn_of(*run.scenario, turn), series)
                                      : played(run, *run.scenario, series);
  out.turn = sweeps(run) ? turn : 0;
  out.subject = run.subject->name;
  out.subject_file = run.subject->path;
  out.reproduce = reproduction(run, series.wish, out.turn);
  return held_to(series.baseline, std::move(out));
}

// Whether this was its last turn; a run without a sweep has one.
bool is_over(const plan::Run& run, const RunResult& last, const Wish& wish) {
  return !sweeps(run) || wish.turn != 0 || last.verdict == Verdict::error || plan::is_swept(last.journal) ||
         last.turn >= plan::most_turns;
}

// Where in the report the results of each run end: those of one run stand together, in the order of the runs.
class Earlier {
 public:
  explicit Earlier(std::vector<RunResult> results) : results_(std::move(results)) {}

  // The results of this run, which is the next one.
  std::vector<RunResult> take(const plan::Run& run, const Wish& wish) {
    std::vector<RunResult> out;
    while (next_ < results_.size() && (out.empty() || !is_over(run, out.back(), wish)))
      out.push_back(std::move(results_[next_++]));
    return out;
  }

 private:
  std::vector<RunResult> results_;
  std::size_t next_ = 0;
};

std::vector<SourceFile> source_files(const std::vector<bundle::SourceText>& suite) {
  std::vector<SourceFile> out;
  out.reserve(suite.size());
  for (const auto& source : suite) out.push_back({source.kind, source.path, sha256sum(source.text)});
  return out;
}

// The suite is what is played: files of which no scenario is left are none of it.
void forget_unchosen(Series& series) {
  std::erase_if(series.suite, [&](const bundle::SourceText& source) {
    return source.kind == "scenario" &&
           std::none_of(series.scenarios.begin(), series.scenarios.end(),
                        [&](const auto& scenario) { return scenario.path == source.path; });
  });
}

void check_turn(const Wish& wish, const std::vector<scenario::Scenario>& scenarios,
                yaml::Problems& problems) {
  for (const auto& scenario : scenarios) {
    if (wish.turn != 0 && !scenario.given.sweep)
      problems.add(Problem{fmt::format("this scenario has no sweep and so no turn {}", wish.turn),
                           scenario.path, "leave --turn out"});
  }
}

// What a killed run left is newer than any report beside it.
Report earlier_report(const std::string& folder, const std::string& path) {
  if (auto spooled = value_or_trouble(reports::read_spool(folder))) return *std::move(spooled);
  const auto text = read_whole_file(path);
  return value_or_trouble(reports::report_from_json(text_of(text), path));
}

void read_named(Series& series, yaml::Problems& problems) {
  series.scenarios = read_scenarios(series.wish.scenarios, problems, &series.suite);
}

void read_suite(Series& series, yaml::Problems& problems) {
  const auto& wish = series.wish;
  series.rules = rules_of(wish.suite, problems);
  for (const auto& mark : wish.marks) suites::set_mark(series.rules.marks, mark);
  const auto& whole = series.rules.part_of;
  series.scenarios = read_cases(whole.empty() ? wish.suite : whole, problems, &series.suite);
  if (!whole.empty()) keep_tagged(series.scenarios, series.rules.tags);
  // Of cases that could not be read the rest is no news.
  if (!problems.empty()) return;
  suites::check_cases(series.scenarios, series.rules, problems);
  series.spared = spare(series.scenarios, series.rules.only_by_name, wish);
  if (!wish.baseline.empty()) series.baseline = read_baseline(wish.baseline, series.scenarios, problems);
}

}  // namespace

std::optional<Series> read_series(const Wish& wish) {
  yaml::Problems problems;
  Series out;
  out.wish = wish;
  wish.suite.empty() ? read_named(out, problems) : read_suite(out, problems);
  out.scenarios = chosen(std::move(out.scenarios), wish, problems);
  forget_unchosen(out);
  check_turn(wish, out.scenarios, problems);
  out.subjects = read_subjects(wish.subjects, problems, &out.suite);
  auto person =
      wish.answers.empty() ? Result<subjects::Person>(person_at_terminal()) : person_of_file(wish.answers);
  if (!person) problems.add(person.error());
  if (tell(problems)) return std::nullopt;
  out.person = *std::move(person);
  const auto devices = out.person.hear ? plan::Devices::worked : plan::Devices::left_alone;
  out.runs = plan::plan(out.scenarios, out.subjects, devices);
  out.report.tool_version = TAMESHI_VERSION;
  out.report.tool_commit = commit();
  out.report.seed = std::to_string(wish.seed);
  out.report.command = command_of(wish);
  out.report.sources = source_files(out.suite);
  if (!wish.baseline.empty())
    out.report.sources.push_back(
        {"baseline", wish.baseline, sha256sum(text_of(read_whole_file(wish.baseline)))});
  return out;
}

std::optional<Series> resumed_series(const std::string& folder) {
  const auto path = folder + "/report.json";
  auto earlier = earlier_report(folder, path);
  auto out = read_series(value_or_trouble(read_command(earlier.command, path)));
  if (!out) return std::nullopt;
  if (!out->wish.answers.empty())
    throw Trouble("a run with a file of answers cannot go on in the middle of it", path,
                  "play it anew, into another folder");
  const auto same = [&](const auto& a, const auto& b, std::string_view what) {
    if (a != b)
      throw Trouble(fmt::format("this report was made with {}", what), path,
                    "play it anew, into another folder");
  };
  same(earlier.tool_version, out->report.tool_version, "another version of tameshi");
  same(earlier.tool_commit, out->report.tool_commit, "another build of tameshi");
  same(earlier.sources, out->report.sources, "scenarios or subject files that have changed since");
  out->report.made_at = earlier.made_at;
  out->report.runs = std::move(earlier.runs);
  return out;
}

void play_series(Series& series, const Listener& listener) {
  auto& report = series.report;
  Earlier earlier(std::exchange(report.runs, {}));
  for (const auto& run : series.runs) {
    auto results = earlier.take(run, series.wish);
    bool over = !results.empty() && is_over(run, results.back(), series.wish);
    if (over) listener.is_there_already(run);
    if (!over && !listener.stops()) listener.starts(run);
    auto turn = results.empty() ? std::max(series.wish.turn, 1L) : results.back().turn + 1;
    std::move(results.begin(), results.end(), std::back_inserter(report.runs));
    for (; !over; ++turn) {
      report.unfinished = listener.stops();
      if (report.unfinished) return;
      report.runs.push_back(run_one(run, turn, series));
      const auto& result = report.runs.back();
      if (report.made_at == Instant{} && result.began) report.made_at = *result.began;
      listener.ended(result);
      over = is_over(run, result, series.wish);
    }
  }
}

}  // namespace tameshi::cli
