#include "conformance/cli/delivering.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "conformance/cli/bundle_file.hpp"
#include "conformance/cli/closing.hpp"
#include "conformance/cli/interrupt.hpp"
#include "reports/console.hpp"
#include "reports/report.hpp"
#include "reports/spool.hpp"

namespace tameshi::cli {
namespace {

constexpr int could_not_run = 2;

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

void print_end(const Series& series, const Delivery& delivery) {
  const auto& report = series.report;
  if (delivery.format == "tap") std::cout << reports::tap(report);
  if (!is_for_people(delivery)) return;
  std::cout << reports::console_summary(report.runs, console_options(delivery));
  if (delivery.format == "github") std::cout << reports::github(report);
  if (!series.wish.suite.empty() && !report.unfinished) std::cout << told_of_suite(series);
  std::cout << std::flush;
}

// Files are told of where they do not stand in the way of what a program reads.
std::ostream& told(const Delivery& delivery) {
  return is_for_people(delivery) ? std::cout : std::cerr;
}

bool is_of_suite(const Series& series) {
  return !series.wish.suite.empty();
}

}  // namespace

int deliver(const Series& series, const Delivery& delivery) {
  const auto& report = series.report;
  print_end(series, delivery);
  if (!delivery.report.empty()) {
    try {
      reports::write_all(report, delivery.report);
      if (is_of_suite(series)) write_suite_files(series, delivery.report);
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
  return is_of_suite(series) ? suite_exit_code(series) : exit_code(report.runs);
}

int play_and_deliver(Series& series, const Delivery& delivery) {
  std::optional<reports::Spool> spool;
  if (const auto& folder = delivery.report; !folder.empty()) spool.emplace(folder, series.report);
  play_and_tell(series, delivery, spool ? &*spool : nullptr);
  const int code = deliver(series, delivery);
  if (spool) spool->remove();
  return code;
}

void check_delivery(const Wish& wish, const Delivery& delivery) {
  check_signing(delivery);
  if (!delivery.bundle.empty() && !wish.baseline.empty())
    throw Trouble("a bundle shows every failure, and a baseline hides those that are known",
                  "--bundle, --baseline", "leave one of them out");
}

}  // namespace tameshi::cli
