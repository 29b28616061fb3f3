// tameshi faults: the ways in which the card can misbehave.
#include "simulator/card/fault.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iostream>

#include "conformance/cli/commands.hpp"

namespace tameshi::cli {
namespace {

void print(const card::FaultWord& word) {
  std::cout << fmt::format("{} ({})\n  {}\n  settings: {}\n", word.name,
                           word.legal ? "odd but legal" : "wrong", word.says,
                           fmt::join(card::fault_settings(word), ", "));
  for (const auto& parameter : word.parameters) {
    std::cout << fmt::format("    {}{}: {}\n", parameter.name, parameter.optional ? " (may be left out)" : "",
                             parameter.says);
  }
}

}  // namespace

void add_faults(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("faults", "List the ways in which the card can misbehave");
  command->callback([&action] {
    action = [] {
      for (const auto& word : card::fault_words()) print(word);
      return 0;
    };
  });
}

}  // namespace tameshi::cli
