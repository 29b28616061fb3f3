// tameshi run SCENARIO… [--subject NAME]…
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "conformance/cli/bundle_file.hpp"
#include "conformance/cli/commands.hpp"
#include "conformance/cli/interrupt.hpp"
#include "conformance/cli/series.hpp"
#include "reports/console.hpp"
#include "reports/report.hpp"
#include "reports/spool.hpp"

namespace tameshi::cli {
namespace {

constexpr int could_not_run = 2;

struct RunOptions {
  Wish wish;
  Delivery delivery;
};

reports::ConsoleOptions console_options(const Delivery& delivery) {
  return {.verbose = delivery.verbose,
          .colour = isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr};
}

bool is_for_people(const Delivery& delivery) {
  return delivery.format != "tap";
}

// `spool`: where each run is kept as soon as it has ended; null where there will be no report.
void play_and_tell(Series& series, const Delivery& delivery, reports::Spool* spool) {
  const SystemClock clock;
  reports::Progress progress(std::cerr, series.runs.size(), isatty(STDERR_FILENO) == 1, clock);
  wait_for_interrupt();
  play_series(series, {.starts =
                           [&](const plan::Run& run) {
                             progress.starts(fmt::format("{} · {}", run.scenario->title, run.subject->name));
                           },
                       .is_there_already = [&](const plan::Run& /*run*/) { progress.passes_over(); },
                       .ended =
                           [&](const RunResult& result) {
                             progress.clears();
                             if (spool != nullptr) spool->add(result);
                             if (is_for_people(delivery))
                               std::cout << reports::console_run(result, console_options(delivery))
                                         << std::flush;
                           },
                       .stops = interrupted});
  progress.clears();
}

void print_end(const Report& report, const Delivery& delivery) {
  if (delivery.format == "tap") std::cout << reports::tap(report);
  if (!is_for_people(delivery)) return;
  std::cout << reports::console_summary(report.runs, console_options(delivery));
  if (delivery.format == "github") std::cout << reports::github(report);
  std::cout << std::flush;
}

// Files are told of where they do not stand in the way of what a program reads.
std::ostream& told(const Delivery& delivery) {
  return is_for_people(delivery) ? std::cout : std::cerr;
}

int deliver(const Series& series, const Delivery& delivery) {
  const auto& report = series.report;
  print_end(report, delivery);
  if (!delivery.report.empty()) {
    try {
      reports::write_all(report, delivery.report);
    } catch (const Trouble&) {
      std::cerr << fmt::format("nothing is lost: tameshi run --resume {}, when what follows is mended\n",
                               shell_line({delivery.report}));
      throw;
    }
    told(delivery) << "report: " << delivery.report << "/report.html\n";
  }
  if (report.unfinished) {
    std::cerr << fmt::format("stopped; {}\n", delivery.report.empty()
                                                  ? "what was played is lost, since there is no --report"
                                                  : fmt::format("go on with: tameshi run --resume {}",
                                                                shell_line({delivery.report})));
    return could_not_run;
  }
  if (!delivery.bundle.empty()) {
    write_bundle(series, delivery);
    told(delivery) << "bundle: " << delivery.bundle << "\n";
  }
  return exit_code(report.runs);
}

// A resumed run reports where it was stopped.
std::optional<Series> series_of(RunOptions& options) {
  auto& delivery = options.delivery;
  if (delivery.resume.empty()) return read_series(options.wish);
  if (delivery.report.empty()) delivery.report = delivery.resume;
  return resumed_series(delivery.resume);
}

int run_all(RunOptions options) {
  check_signing(options.delivery);
  auto series = series_of(options);
  if (!series) return could_not_run;
  std::optional<reports::Spool> spool;
  if (const auto& folder = options.delivery.report; !folder.empty()) spool.emplace(folder, series->report);
  play_and_tell(*series, options.delivery, spool ? &*spool : nullptr);
  const int code = deliver(*series, options.delivery);
  if (spool) spool->remove();
  return code;
}

void check_words(const RunOptions& options) {
  const bool resumes = !options.delivery.resume.empty();
  if (!resumes && options.wish.scenarios.empty()) throw CLI::RequiredError("scenario");
  const Wish plain;
  if (resumes && command_of(options.wish) != command_of(plain))
    throw CLI::ValidationError("--resume",
                               "the report says what is played; leave out scenarios, --subject, --tag, "
                               "--without-tag, --seed, --turn, --keys, --answers and --system-reader");
}

}  // namespace

void add_run(CLI::App& app, Action& action) {
  auto options = std::make_shared<RunOptions>();
  auto* command = app.add_subcommand("run", "Play scenarios with subjects and judge what happened");
  add_wish(*command, options->wish);
  add_delivery(*command, options->delivery);
  command->callback([options, &action] {
    check_words(*options);
    action = [options] { return run_all(*options); };
  });
}

}  // namespace tameshi::cli
