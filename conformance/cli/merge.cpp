// tameshi merge FOLDER… --report FOLDER: the shards of a conformance run as the one report that they are.
#include "conformance/cli/commands.hpp"
#include "conformance/cli/delivering.hpp"
#include "conformance/cli/series.hpp"

namespace tameshi::cli {
namespace {

struct MergeOptions {
  std::vector<std::string> folders;
  Delivery delivery;
};

int merge(const MergeOptions& options) {
  constexpr int could_not_run = 2;
  const auto series = merged_series(options.folders);
  if (!series) return could_not_run;
  check_delivery(series->wish, options.delivery);
  return deliver(*series, options.delivery);
}

}  // namespace

void add_merge(CLI::App& app, Action& action) {
  auto options = std::make_shared<MergeOptions>();
  auto* command = app.add_subcommand("merge", "Put the reports of all shards of a conformance run together");
  command->add_option("folder", options->folders, "Folders with a report of each shard")->required();
  add_delivery(*command, options->delivery);
  command->callback([options, &action] {
    if (!options->delivery.resume.empty())
      throw CLI::ValidationError("--resume", "what is merged has been played; resume its shards");
    action = [options] { return merge(*options); };
  });
}

}  // namespace tameshi::cli
