// What was tested, by whom, and how to do it again: what a reader needs who was not there.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reports/html_parts.hpp"
#include "reports/text.hpp"

namespace tameshi::reports {
namespace {

Markup world_time(const Report& report) {
  const auto when = to_string(report.made_at);
  return element("time", {{"datetime", when}}, when) + text(" ") +
         element("span", {{"class", "quiet"}}, say(&Words::world_time_note));
}

// As sha256sum prints it and `sha256sum --check` reads it.
Markup source_files(const Report& report) {
  if (report.sources.empty()) return {};
  std::string sums;
  for (const auto& file : report.sources) sums += fmt::format("{}  {}\n", file.sha256, one_line(file.path));
  return fold(false, "sources", say(report.sources.size(), &Words::source_files), element("pre", sums));
}

std::string tool_of(const Report& report) {
  return "Tameshi " + report.tool_version +
         (report.tool_commit.empty() ? "" : fmt::format(" ({})", report.tool_commit));
}

Markup section(std::string id, std::string_view Words::*name, const Markup& content) {
  return block("section", {{"aria-labelledby", id}}, block("h2", {{"id", id}}, say(name)) + content);
}

}  // namespace

std::vector<std::string> subjects_of(const Report& report) {
  std::vector<std::string> out;
  for (const auto& run : report.runs) {
    const auto name = run.subject + (run.subject_version.empty() ? "" : " " + run.subject_version);
    const bool told = std::any_of(report.runs.begin(), report.runs.end(), [&](const RunResult& other) {
      return other.subject == run.subject && !other.subject_version.empty();
    });
    // A skipped run never asked for the version; the others did.
    if (run.subject_version.empty() && told) continue;
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  return out;
}

Markup tested_part(const Report& report) {
  const auto subjects = fmt::format("{}", fmt::join(subjects_of(report), ", "));
  return section(
      "tested", &Words::what_was_tested,
      block("dl", {{"class", "facts"}},
            fact(&Words::tested, element("strong", subjects)) + fact(&Words::tool, text(tool_of(report))) +
                fact(&Words::seed, element("code", report.seed)) +
                fact(&Words::world_time, world_time(report)) +
                fact(&Words::made_from, source_files(report))));
}

Markup again_part(const Report& report) {
  if (report.runs.empty()) return {};
  const auto command = shell_line(report.command);
  const auto whole = command.empty()
                         ? Markup()
                         : block("p", say(&Words::one_command)) + block("p", command_to_copy(command));
  return section("again", &Words::how_to_reproduce,
                 whole + block("p", {{"class", "quiet"}}, say(&Words::each_names_its_command)));
}

}  // namespace tameshi::reports
