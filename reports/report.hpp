// The formats of a report. Each is a pure function of the record: same Report, same bytes.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/verdict.hpp"

namespace tameshi::reports {

using Writer = std::string (*)(const Report&);

struct Format {
  std::string_view name;  // "junit", as the command line says it
  std::string_view file;  // "junit.xml"
  Writer write;
};

std::span<const Format> formats();

// A header line per run, each followed by that run's events, one per line.
std::string journal_lines(const Report& report);
// As docs/schema/report.schema.json describes it.
std::string json(const Report& report);
std::string junit(const Report& report);
// TAP version 14.
std::string tap(const Report& report);
// One page that needs nothing but itself.
std::string html(const Report& report);

// Annotations for the output of a GitHub Actions workflow; no file of the folder, since only there they mean
// anything.
std::string github(const Report& report);

// Writes every format into the folder, which is made when absent. All of them are complete on the disk before
// the first takes its name, so that a full disk leaves earlier reports as they were. Trouble names the path
// and the cure.
void write_all(const Report& report, const std::filesystem::path& directory);

}  // namespace tameshi::reports
