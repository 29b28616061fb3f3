// tameshi run SCENARIO… [--subject NAME]…
#include "conformance/cli/commands.hpp"
#include "conformance/cli/delivering.hpp"
#include "conformance/cli/series.hpp"

namespace tameshi::cli {
namespace {

constexpr int could_not_run = 2;

struct RunOptions {
  Wish wish;
  Delivery delivery;
};

// A resumed run reports where it was stopped.
std::optional<Series> series_of(RunOptions& options) {
  auto& delivery = options.delivery;
  if (delivery.resume.empty()) return read_series(options.wish);
  if (delivery.report.empty()) delivery.report = delivery.resume;
  return resumed_series(delivery.resume);
}

int run_all(RunOptions options) {
  check_delivery(options.wish, options.delivery);
  auto series = series_of(options);
  return series ? play_and_deliver(*series, options.delivery) : could_not_run;
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
