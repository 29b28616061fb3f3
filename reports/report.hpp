// The formats of a report. Each is a pure function of the record: same Report, same bytes.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/verdict.hpp"

namespace tameshi::reports {

// Takes a report piece by piece, so that no format needs memory for the whole of it.
using Sink = std::function<void(std::string_view)>;

struct Format {
  std::string_view name;  // "junit", as the command line says it
  std::string_view file;  // "junit.xml"
  void (*write)(const Report&, const Sink&);

  [[nodiscard]] std::string text(const Report& report) const;
};

std::span<const Format> formats();

// A header line per run, each followed by that run's events, one per line.
void write_journal(const Report& report, const Sink& sink);
// As docs/schema/report.schema.json describes it.
void write_json(const Report& report, const Sink& sink);
// One page that needs nothing but itself. What happened in cases that passed stands in it up to `budget`
// bytes, and in others up to twice that; a case that found no room says so and where it can be read.
void write_html(const Report& report, const Sink& sink);
void write_html(const Report& report, const Sink& sink, std::size_t budget);

// A line each, as Spool keeps them: the report without its runs, and one of its runs.
std::string head_line(const Report& report);
std::string run_line(const RunResult& run);

// The same as one text.
std::string journal_lines(const Report& report);
std::string json(const Report& report);
std::string html(const Report& report);
std::string junit(const Report& report);
// TAP version 14.
std::string tap(const Report& report);

// Annotations for the output of a GitHub Actions workflow; no file of the folder, since only there they mean
// anything.
std::string github(const Report& report);

// Writes every format into the folder, which is made when absent. All of them are complete on the disk before
// the first takes its name, so that a full disk leaves earlier reports as they were. Trouble names the path
// and the cure.
void write_all(const Report& report, const std::filesystem::path& directory);

}  // namespace tameshi::reports
