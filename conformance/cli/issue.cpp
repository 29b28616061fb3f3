// tameshi issue: writes what a persona's card and the two CAs hold as files.
#include "conformance/issue/issue.hpp"

#include <fmt/format.h>

#include <iostream>

#include "conformance/cli/commands.hpp"
#include "conformance/play/world.hpp"
#include "fake-jlis/ca/deviation.hpp"

namespace tameshi::cli {
namespace {

struct IssueOptions {
  std::string persona;
  std::string out;
  std::string generation;
  std::string clock;
  std::string keys;
  std::string deviation;
  bool with_keys = false;
};

int issue(const IssueOptions& options) {
  play::WorldSettings settings;
  settings.key_directory = options.keys.empty() ? play::default_key_directory() : options.keys;
  settings.persona = options.persona;
  settings.generation = options.generation;
  if (!options.clock.empty()) settings.clock = value_or_trouble(parse_instant(options.clock));
  if (!options.deviation.empty())
    settings.deviation = value_or_trouble(jlis::ca::find_deviation(options.deviation))->name;
  const play::World world(settings);
  issue::write_folder(world, options.out, options.with_keys);
  std::cout << fmt::format("certificates of {} in {}\n", world.persona().id, options.out);
  return 0;
}

}  // namespace

void add_issue(CLI::App& app, Action& action) {
  auto options = std::make_shared<IssueOptions>();
  auto* command = app.add_subcommand(
      "issue",
      "Write a persona's certificates as PEM and DER, every file of the card, its pictures, and a summary");
  command->add_option("--persona,-p", options->persona, "Whose (default: hanako)");
  command->add_option("--out,-o", options->out, "Folder to write to; what an earlier issue left there goes")
      ->required();
  command->add_option("--generation,-g", options->generation, "Which card (default: the persona's)");
  command->add_option("--clock", options->clock, "The day of the world, as 2031-04-01 (default: today)");
  command->add_option("--deviation,-d", options->deviation,
                      "How its certificates deviate; `tameshi deviations` lists the names");
  command->add_option("--keys", options->keys, "Folder of the RSA key pool");
  command->add_flag("--with-keys", options->with_keys, "The card's private keys too");
  command->callback([options, &action] { action = [options] { return issue(*options); }; });
}

}  // namespace tameshi::cli
