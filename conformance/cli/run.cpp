// tameshi run SCENARIO… [--subject NAME]…
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "conformance/cli/commands.hpp"
#include "conformance/cli/person.hpp"
#include "conformance/cli/sources.hpp"
#include "conformance/judge/judge.hpp"
#include "conformance/plan/plan.hpp"
#include "conformance/play/play.hpp"
#include "reports/console.hpp"
#include "reports/report.hpp"

namespace tameshi::cli {
namespace {

struct RunOptions {
  std::vector<std::string> scenarios;
  std::vector<std::string> subjects{"in-process"};
  std::string report;
  std::uint64_t seed = 1;
  long turn = 0;  // of a sweep; 0: all of them
  std::string keys;
  std::string answers;
  bool system_reader = false;
  bool verbose = false;
};

constexpr int could_not_run = 2;

reports::ConsoleOptions console_options(const RunOptions& options) {
  return {.verbose = options.verbose,
          .colour = isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr};
}

// `turn`: of a sweep, or 0.
std::string reproduction(const plan::Run& run, const RunOptions& options, long turn) {
  auto out = fmt::format("tameshi run {} --subject {} --seed {}", run.scenario->path, run.subject->path,
                         options.seed);
  if (turn != 0) out += fmt::format(" --turn {}", turn);
  if (!options.answers.empty()) out += " --answers " + options.answers;
  if (options.system_reader) out += " --system-reader";
  return out;
}

RunResult skipped(const plan::Run& run) {
  RunResult result;
  result.scenario = run.scenario->path;
  result.title = run.scenario->title;
  result.cites = run.scenario->cites;
  result.verdict = Verdict::skip;
  result.reason = run.skip_reason;
  return result;
}

bool waives(const subjects::Waiver& waiver, const scenario::Scenario& scenario) {
  return waiver.scenario == scenario.path || scenario.path.ends_with("/" + waiver.scenario + ".yaml");
}

RunResult with_waivers(RunResult result, const plan::Run& run, Instant now) {
  for (const auto& waiver : run.subject->waivers) {
    if (!waives(waiver, *run.scenario)) continue;
    return judge::apply_waiver(std::move(result),
                               {.reason = waiver.reason,
                                .since = start_of_day_in_japan(waiver.since),
                                .until = start_of_day_in_japan(waiver.until)},
                               now);
  }
  return result;
}

RunResult run_one(const plan::Run& run, const scenario::Scenario& scenario, const RunOptions& options,
                  const subjects::Person& person, Instant& began) {
  if (!run.skip_reason.empty()) return skipped(run);
  play::Options play_options;
  play_options.world.key_directory = options.keys.empty() ? play::default_key_directory() : options.keys;
  play_options.world.seed = options.seed;
  play_options.system_reader = options.system_reader;
  play_options.person = person;
  auto played = play::play(scenario, *run.subject, play_options);
  if (began == Instant{}) began = played.began;
  auto result = judge::judge(scenario, played.journal);
  result.subject_version = played.subject_version;
  result.journal = std::move(played.journal);
  return with_waivers(std::move(result), run, played.began);
}

// One result per run; of a scenario with a sweep, one per turn, or the turn that was asked for.
void run_turns(const plan::Run& run, const RunOptions& options, const subjects::Person& person,
               Instant& began, const std::function<void(RunResult)>& take) {
  const bool sweeps = run.scenario->given.sweep.has_value() && run.skip_reason.empty();
  for (long turn = std::max(options.turn, 1L); turn <= plan::most_turns; ++turn) {
    auto result =
        run_one(run, sweeps ? plan::turn_of(*run.scenario, turn) : *run.scenario, options, person, began);
    result.reproduce = reproduction(run, options, sweeps ? turn : 0);
    const bool over =
        !sweeps || options.turn != 0 || result.verdict == Verdict::error || plan::is_swept(result.journal);
    take(std::move(result));
    if (over) return;
  }
}

void check_turn(const RunOptions& options, const std::vector<scenario::Scenario>& scenarios,
                yaml::Problems& problems) {
  for (const auto& scenario : scenarios) {
    if (options.turn != 0 && !scenario.given.sweep)
      problems.add(Problem{fmt::format("this scenario has no sweep and so no turn {}", options.turn),
                           scenario.path, "leave --turn out"});
  }
}

void skip_devices(std::vector<plan::Run>& runs) {
  for (auto& run : runs) {
    if (run.subject->kind == subjects::Kind::manual && run.skip_reason.empty())
      run.skip_reason = "nobody is at a terminal to work the device, and there is no --answers file";
  }
}

int run_all(const RunOptions& options) {
  yaml::Problems problems;
  const auto scenarios = read_scenarios(options.scenarios, problems);
  check_turn(options, scenarios, problems);
  const auto subjects = read_subjects(options.subjects, problems);
  auto person = options.answers.empty() ? Result<subjects::Person>(person_at_terminal())
                                        : person_of_file(options.answers);
  if (!person) problems.add(person.error());
  if (tell(problems)) return could_not_run;

  auto runs = plan::plan(scenarios, subjects);
  if (!person->hear) skip_devices(runs);
  reports::Progress progress(std::cerr, runs.size(), isatty(STDERR_FILENO) == 1);
  Report report{
      .tool_version = TAMESHI_VERSION, .seed = std::to_string(options.seed), .made_at = {}, .runs = {}};
  for (const auto& run : runs) {
    progress.starts(fmt::format("{} · {}", run.scenario->title, run.subject->name));
    run_turns(run, options, *person, report.made_at, [&](RunResult result) {
      result.subject = run.subject->name;
      std::cout << reports::console_run(result, console_options(options)) << std::flush;
      report.runs.push_back(std::move(result));
    });
  }
  std::cout << reports::console_summary(report.runs, console_options(options)) << std::flush;
  if (!options.report.empty()) {
    reports::write_all(report, options.report);
    std::cout << "report: " << options.report << "/report.html\n";
  }
  return exit_code(report.runs);
}

}  // namespace

void add_run(CLI::App& app, Action& action) {
  auto options = std::make_shared<RunOptions>();
  auto* command = app.add_subcommand("run", "Play scenarios with subjects and judge what happened");
  command->add_option("scenario", options->scenarios, "Files, folders or names of built-in scenarios")
      ->required();
  command
      ->add_option("--subject,-s", options->subjects,
                   "Subject files or names of built-in ones; may be repeated")
      ->allow_extra_args(false)
      ->default_str("in-process");
  command->add_option("--report,-r", options->report,
                      "Folder for report.html, report.json, junit.xml and the journal");
  command->add_option("--seed", options->seed, "Same scenario, seed and clock: same journal")
      ->capture_default_str();
  command
      ->add_option("--turn", options->turn,
                   "Of a scenario with a sweep only this turn, as the report names it")
      ->check(CLI::Range(1L, plan::most_turns));
  command->add_option("--keys", options->keys, "Folder of the RSA key pool");
  command->add_option("--answers", options->answers, "What a person at a device would answer, line by line");
  command->add_flag("--system-reader", options->system_reader,
                    "Use the machine's own pcscd, not a private one");
  command->add_flag("--verbose,-v", options->verbose, "Show every step");
  command->callback([options, &action] { action = [options] { return run_all(*options); }; });
}

}  // namespace tameshi::cli
