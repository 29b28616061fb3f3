// tameshi conform --suite NAME [--subject NAME]…: judges subjects by a conformance suite.
#include "conformance/cli/commands.hpp"
#include "conformance/cli/delivering.hpp"
#include "conformance/cli/series.hpp"

namespace tameshi::cli {
namespace {

struct ConformOptions {
  Wish wish;
  Delivery delivery;
};

int conform(const ConformOptions& options) {
  constexpr int could_not_run = 2;
  check_delivery(options.wish, options.delivery);
  auto series = read_series(options.wish);
  return series ? play_and_deliver(*series, options.delivery) : could_not_run;
}

}  // namespace

void add_conform(CLI::App& app, Action& action) {
  auto options = std::make_shared<ConformOptions>();
  auto* command = app.add_subcommand(
      "conform", "Judge subjects by a conformance suite: its cases, levels and pass marks");
  add_suite_wish(*command, options->wish);
  add_delivery(*command, options->delivery);
  command->callback([options, &action] {
    if (!options->delivery.resume.empty())
      throw CLI::ValidationError("--resume",
                                 "write tameshi run --resume FOLDER; the report says what is played");
    action = [options] { return conform(*options); };
  });
}

}  // namespace tameshi::cli
