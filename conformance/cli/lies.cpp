// tameshi lies: what J-LIS can lie about, and how the wire to it can fail.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iostream>

#include "conformance/cli/commands.hpp"
#include "fake-jlis/registry/lie.hpp"

namespace tameshi::cli {
namespace {

void print(const jlis::LieWord& word) {
  std::cout << fmt::format("{} ({}; a careful relying party: {})\n  {}\n", word.name,
                           word.legal ? "odd but legal" : "wrong", jlis::to_string(word.decision), word.says);
  for (const auto& parameter : word.parameters) {
    std::cout << fmt::format("    {} ({} to {}, {} when left out): {}\n", parameter.name, parameter.lowest,
                             parameter.highest, parameter.usual, parameter.says);
  }
}

int list(const std::vector<std::string>& services) {
  for (const auto& service : services) {
    const auto& list = jlis::lies_of(service);
    std::cout << fmt::format("== {}: {}; endpoints: {}\n", service, list.what,
                             fmt::join(list.endpoints, ", "));
    for (const auto& word : list.words) print(word);
  }
  return 0;
}

}  // namespace

void add_lies(CLI::App& app, Action& action) {
  auto services = std::make_shared<std::vector<std::string>>(jlis::lying_services());
  auto* command =
      app.add_subcommand("lies", "List what J-LIS can lie about, and how the wire to it can fail");
  command->add_option("service", *services, "Of these only")->check(CLI::IsMember(jlis::lying_services()));
  command->callback([services, &action] { action = [services] { return list(*services); }; });
}

}  // namespace tameshi::cli
