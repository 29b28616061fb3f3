#include <fmt/format.h>

#include "conformance/subjects/read_parts.hpp"

namespace tameshi::subjects {
namespace {

using yaml::Fields;
using yaml::Node;

std::optional<std::chrono::year_month_day> read_day(Fields& fields, std::string_view key) {
  const auto* node = fields.required(key);
  if (node == nullptr) return std::nullopt;
  const auto day = parse_date(yaml::scalar_text(*node, key, fields.problems()));
  if (day) return *day;
  if (node->kind == Node::Kind::scalar) {
    fields.problems().add(node->place, day.error().what, day.error().cure);
  }
  return std::nullopt;
}

void check_filled(const Node& node, std::string_view key, std::string_view cure, yaml::Problems& problems) {
  const auto* value = node.find(key);
  if (value == nullptr || value->kind != Node::Kind::scalar || !value->text.empty()) return;
  problems.add(value->place, fmt::format("the {} of a waiver is empty", key), std::string(cure));
}

Waiver read_waiver(const Node& node, yaml::Problems& problems) {
  Fields fields(node, "a waiver", problems);
  Waiver out;
  out.place = node.place;
  out.scenario = fields.text("scenario");
  out.reason = fields.text("reason");
  check_filled(node, "scenario", "name the scenario's file, as pin-lockout", problems);
  check_filled(node, "reason", "say why the failure may stand", problems);
  const auto since = read_day(fields, "since");
  const auto until = read_day(fields, "until");
  fields.finish();
  if (!since || !until) return out;
  out.since = *since;
  out.until = *until;
  if (out.until <= out.since) {
    problems.add(
        node.find("until")->place,
        fmt::format("this waiver ends on {} and begins on {}", to_string(out.until), to_string(out.since)),
        "let \"until\" be after \"since\"");
  }
  return out;
}

}  // namespace

std::vector<Waiver> read_waivers(const Node& node, yaml::Problems& problems) {
  std::vector<Waiver> out;
  if (!is_list(node, "\"waivers\"", problems)) return out;
  for (const auto& item : node.items) out.push_back(read_waiver(item, problems));
  return out;
}

}  // namespace tameshi::subjects
