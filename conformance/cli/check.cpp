// tameshi check FILE…: reads scenarios and subjects and lists every mistake; runs nothing.
#include <fmt/format.h>

#include <iostream>

#include "conformance/cli/commands.hpp"
#include "conformance/cli/sources.hpp"

namespace tameshi::cli {

void add_check(CLI::App& app, Action& action) {
  struct Options {
    std::vector<std::string> scenarios;
    std::vector<std::string> subjects;
  };
  auto options = std::make_shared<Options>();
  auto* command =
      app.add_subcommand("check", "Read scenarios and subject files and list every mistake; run nothing");
  command->add_option("scenario", options->scenarios, "Files, folders or names of built-in scenarios");
  command
      ->add_option("--subject,-s", options->subjects,
                   "Subject files or names of built-in ones; may be repeated")
      ->allow_extra_args(false);
  command->callback([options, &action] {
    action = [options] {
      yaml::Problems problems;
      const auto scenarios = read_scenarios(options->scenarios, problems);
      const auto subjects = read_subjects(options->subjects, problems);
      if (tell(problems)) return 2;
      std::cout << fmt::format("{} scenarios and {} subjects, no mistakes\n", scenarios.size(),
                               subjects.size());
      return 0;
    };
  });
}

}  // namespace tameshi::cli
