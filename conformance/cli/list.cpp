// tameshi list: what is built in.
#include <fmt/format.h>

#include <iostream>

#include "conformance/cli/commands.hpp"
#include "conformance/cli/sources.hpp"
#include "conformance/suites/requirements.hpp"
#include "fake-jlis/registry/persona.hpp"
#include "simulator/card/table.hpp"

namespace tameshi::cli {
namespace {

void print(std::string_view title, const std::vector<std::string>& names) {
  std::cout << title << '\n';
  for (const auto& name : names) std::cout << "  " << name << '\n';
}

std::vector<std::string> suite_names() {
  std::vector<std::string> out;
  for (const auto& one : suites::built_in_requirements()) out.push_back(one.suite);
  return out;
}

}  // namespace

void add_list(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "list", "Name what is built in: scenarios, subjects, suites, personas, card generations");
  command->callback([&action] {
    action = [] {
      print("scenarios", built_in_names("scenarios/"));
      print("subjects", built_in_names("conformance/subjects/"));
      print("suites", suite_names());
      print("personas", jlis::registry::persona_ids());
      print("card generations", card::generation_names());
      return 0;
    };
  });
}

}  // namespace tameshi::cli
