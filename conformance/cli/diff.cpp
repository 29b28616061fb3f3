// tameshi diff BEFORE NOW: 0: the same. 1: different. 2: one of them could not be read.
#include <filesystem>
#include <iostream>

#include "conformance/bundle/bundle.hpp"
#include "conformance/bundle/difference.hpp"
#include "conformance/cli/commands.hpp"
#include "conformance/cli/whole_file.hpp"
#include "reports/read_report.hpp"

namespace tameshi::cli {
namespace {

struct DiffOptions {
  std::string before;
  std::string now;
  bool json = false;
};

// Of a folder of reports, or of a bundle.
Report report_at(const std::string& path) {
  if (std::filesystem::is_directory(path)) {
    const auto file = path + "/report.json";
    const auto text = read_whole_file(file);
    return value_or_trouble(reports::report_from_json(text_of(text), file));
  }
  auto record = bundle::read_bundle(read_whole_file(path));
  if (!record)
    throw Trouble("this is neither a folder of reports nor a bundle: " + to_string(record.error()), path,
                  "give what --report or --bundle of tameshi run wrote");
  return std::move(record->report);
}

int diff(const DiffOptions& options) {
  const auto found = bundle::difference(report_at(options.before), report_at(options.now));
  std::cout << (options.json ? bundle::difference_json(found) : bundle::in_words(found));
  return found.empty() ? 0 : 1;
}

}  // namespace

void add_diff(CLI::App& app, Action& action) {
  auto options = std::make_shared<DiffOptions>();
  auto* command = app.add_subcommand("diff", "What is different between two reports");
  command->add_option("before", options->before, "Folder of reports, or a bundle")->required();
  command->add_option("now", options->now, "Folder of reports, or a bundle")->required();
  command->add_flag("--json", options->json, "For programs");
  command->callback([options, &action] { action = [options] { return diff(*options); }; });
}

}  // namespace tameshi::cli
