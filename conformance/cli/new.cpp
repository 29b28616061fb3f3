// tameshi new FILE: a scenario to begin with. tameshi schema NAME: what editors complete and check with.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <iostream>

#include "base/resources.hpp"
#include "base/result.hpp"
#include "conformance/cli/commands.hpp"
#include "conformance/cli/sources.hpp"
#include "conformance/scenario/schema.hpp"

namespace tameshi::cli {
namespace {

const std::string folder = "conformance/cli/new/";

// With the name of the file where the text tells how to run it.
std::string beginning(const std::string& kind, const std::string& file) {
  std::string out(resources::find(folder + kind + ".yaml").value());
  constexpr std::string_view mark = "{file}";
  for (auto at = out.find(mark); at != std::string::npos; at = out.find(mark, at + file.size()))
    out.replace(at, mark.size(), file);
  return out;
}

// Nobody's work is written over: "x" fails when the file is there already.
void write_new(const std::string& file, const std::string& text) {
  auto* out = std::fopen(file.c_str(), "wx");
  if (out == nullptr) {
    throw std::filesystem::exists(file)
        ? Trouble("is there already", file, "give another name")
        : Trouble("cannot be written", file, "is the folder there, and may you write to it?");
  }
  const bool whole = std::fwrite(text.data(), 1, text.size(), out) == text.size();
  if (std::fclose(out) != 0 || !whole) throw Trouble("cannot be written", file, "is the disk full?");
}

}  // namespace

void add_new(CLI::App& app, Action& action) {
  struct Options {
    std::string file;
    std::string kind = "pin";
  };
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("new", "Write a scenario to begin with");
  command->add_option("file", options->file, "Where to: mine.yaml")->required();
  command->add_option("--kind,-k", options->kind, "What it is about")
      ->check(CLI::IsMember(built_in_names(folder)))
      ->capture_default_str();
  command->callback([options, &action] {
    action = [options] {
      write_new(options->file, beginning(options->kind, options->file));
      std::cout << options->file << '\n';
      return 0;
    };
  });
}

void add_schema(CLI::App& app, Action& action) {
  auto name = std::make_shared<std::string>();
  auto* command =
      app.add_subcommand("schema", "Print the JSON Schema of scenarios or subject files, for an editor");
  command->add_option("name", *name)->required()->check(CLI::IsMember({"scenario", "subject"}));
  command->callback([name, &action] {
    action = [name] {
      const auto& words = scenario::vocabulary();
      std::cout << (*name == "scenario" ? scenario::scenario_schema(words) : scenario::subject_schema(words));
      return 0;
    };
  });
}

}  // namespace tameshi::cli
