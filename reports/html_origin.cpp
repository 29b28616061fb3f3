// What was tested, by whom, and how to do it again: what a reader needs who was not there.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "reports/html_parts.hpp"

namespace tameshi::reports {
namespace {

constexpr std::size_t most_in_one_command = 50;

Markup world_time(const Report& report) {
  const auto when = to_string(report.made_at);
  return element("time", {{"datetime", when}}, when) + text(" ") +
         element("span", {{"class", "quiet"}}, say(&Words::world_time_note));
}

// Of "tameshi run scenarios/a.yaml --subject s --seed 1": "--subject s" and "--seed 1".
struct Options {
  std::string subject;
  std::string others;
};

// Nothing for a command of another form. The turn of a sweep is left out: the whole plays all of them.
std::optional<Options> options_of(const RunResult& run) {
  const auto start = fmt::format("tameshi run {} ", run.scenario);
  const auto others = run.reproduce.find(" --seed ");
  if (!run.reproduce.starts_with(start) || others == std::string::npos || others < start.size())
    return std::nullopt;
  const auto turn = run.reproduce.find(" --turn ", others);
  return Options{run.reproduce.substr(start.size(), others - start.size()),
                 run.reproduce.substr(others + 1, turn == std::string::npos ? turn : turn - others - 1)};
}

void add_new(std::vector<std::string>& to, const std::string& one) {
  if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(one);
}

// The one command that plays all of it; nothing when the runs do not have their options in common, or are too
// many to name.
std::string whole_command(const Report& report) {
  std::vector<std::string> scenarios;
  std::vector<std::string> subjects;
  std::vector<std::string> others;
  for (const auto& run : report.runs) {
    const auto options = options_of(run);
    if (!options) return {};
    add_new(scenarios, run.scenario);
    add_new(subjects, options->subject);
    add_new(others, options->others);
  }
  if (others.size() != 1 || scenarios.size() > most_in_one_command) return {};
  return fmt::format("tameshi run {} {} {}", fmt::join(scenarios, " "), fmt::join(subjects, " "),
                     others.front());
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
  return section("tested", &Words::what_was_tested,
                 block("dl", {{"class", "facts"}},
                       fact(&Words::tested, element("strong", subjects)) +
                           fact(&Words::tool, text("Tameshi " + report.tool_version)) +
                           fact(&Words::seed, element("code", report.seed)) +
                           fact(&Words::world_time, world_time(report))));
}

Markup again_part(const Report& report) {
  if (report.runs.empty()) return {};
  const auto command = whole_command(report);
  const auto whole = command.empty()
                         ? Markup()
                         : block("p", say(&Words::one_command)) + block("p", command_to_copy(command));
  return section("again", &Words::how_to_reproduce,
                 whole + block("p", {{"class", "quiet"}}, say(&Words::each_names_its_command)));
}

}  // namespace tameshi::reports
