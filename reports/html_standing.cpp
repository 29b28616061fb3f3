// How each subject stands in a conformance suite, above what needs attention.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/standing.hpp"
#include "reports/html_parts.hpp"
#include "reports/text.hpp"

namespace tameshi::reports {
namespace {

Markup heading(std::string_view Words::*name) {
  return element("th", {{"scope", "col"}}, say(name));
}

Markup number(std::size_t value) {
  return element("td", std::to_string(value));
}

Markup row_of(const Standing& standing, Level level) {
  const auto& count = standing.of(level);
  if (count.applicable() + count.not_applicable == 0) return {};
  return block("tr", element("th", {{"scope", "row"}}, to_string(level)) +
                         element("td", fmt::format("{} / {}", count.passed, count.applicable())) +
                         number(count.failed) + number(count.known) + number(count.errors) +
                         number(count.not_applicable));
}

Markup reasons_of(const Standing& standing) {
  Markup out;
  for (const auto& [reason, cases] : standing.not_applicable)
    out += block("li", text(fmt::format("{} ({})", one_line(reason), cases)));
  return out.empty() ? Markup() : fold(false, "reasons", say(&Words::not_applicable), block("ul", out));
}

Markup broken_by(const Standing& standing) {
  if (standing.failed_rules.empty()) return {};
  Markup rules;
  for (const auto& rule : standing.failed_rules)
    rules += element("code", {{"class", "cite"}}, rule) + text(" ");
  return block("p", say(&Words::broken_rules) + text(": ") + rules);
}

Markup part_of(const Standing& standing) {
  const auto head =
      block("thead", block("tr", heading(&Words::level) + heading(&Words::passed_of_applicable) +
                                     heading(&Words::fail) + heading(&Words::waived) +
                                     heading(&Words::error) + heading(&Words::not_applicable)));
  Markup rows;
  for (const auto level : all_levels) rows += row_of(standing, level);
  const auto name = one_line(standing.subject + (standing.version.empty() ? "" : " " + standing.version));
  return block("table", {{"class", "standing"}}, element("caption", name) + head + block("tbody", rows)) +
         broken_by(standing) + reasons_of(standing);
}

}  // namespace

Markup standing_part(const Report& report) {
  Markup parts;
  for (const auto& standing : standings(report.runs)) parts += part_of(standing);
  if (parts.empty()) return {};
  return block("section", {{"aria-labelledby", "standing"}},
               block("h2", {{"id", "standing"}}, say(&Words::standing)) + parts);
}

}  // namespace tameshi::reports
