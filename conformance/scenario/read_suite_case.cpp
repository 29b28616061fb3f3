// What makes a scenario a case of a conformance suite.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "conformance/scenario/read_parts.hpp"

namespace tameshi::scenario {
namespace {

Level level_of(std::string_view word) {
  constexpr std::array all{Level::must, Level::should, Level::may};
  const auto* found =
      std::find_if(all.begin(), all.end(), [&](Level level) { return to_string(level) == word; });
  return found == all.end() ? Level::must : *found;
}

// Small letters, digits and dashes between dots: it stands in file names, addresses and tables.
bool is_case_name(std::string_view name) {
  while (true) {
    const auto dot = name.find('.');
    if (!is_plain_name(name.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    name.remove_prefix(dot + 1);
  }
}

// "READ BINARY,6A82": read-binary.6a82
std::string as_name(std::string label) {
  for (auto& c : label) {
    if (c == ',') c = '.';
    if (c == ' ') c = '-';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return label;
}

void check_case_name(const Scenario& scenario, yaml::Problems& problems) {
  const auto& id = scenario.suite_case->id;
  if (is_case_name(id)) return;
  problems.add(scenario.suite_case_place, fmt::format("\"{}\" is no name of a case", id),
               "write small letters, digits and dashes between dots: reader.pin.wrong-once");
}

}  // namespace

void read_suite_case(yaml::Fields& fields, const yaml::Node& root, Scenario& scenario) {
  const auto* named = root.find("case");
  if (named == nullptr) {
    for (const std::string key : {"rule", "level", "why"}) {
      if (const auto* lone = fields.optional(key))
        fields.problems().add(lone->place, fmt::format("\"{}\" is said of no case", key),
                              "name it: case: suite.topic.name");
    }
    return;
  }
  scenario.suite_case_place = named->place;
  scenario.suite_case =
      SuiteCase{fields.text("case"), fields.text("rule"),
                level_of(fields.one_of("level", {"must", "should", "may"})), fields.text("why")};
}

void name_row(const yaml::Node& root, const Row& row, Scenario& scenario, yaml::Problems& problems) {
  if (!scenario.suite_case) return;
  const auto* written = root.find("case");
  if (!row.label.empty() && written->text.find("${") == std::string::npos)
    scenario.suite_case->id += "." + as_name(row.label);
  check_case_name(scenario, problems);
}

}  // namespace tameshi::scenario
