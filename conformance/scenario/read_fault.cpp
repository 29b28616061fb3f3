#include <fmt/format.h>

#include <algorithm>

#include "conformance/scenario/read_parts.hpp"

namespace tameshi::scenario {
namespace {

using yaml::Node;

bool is_moment(std::string_view key) {
  return key == "before" || key == "during" || key == "after";
}

// `during: { operation: VERIFY, nth: 1 }` is `during: VERIFY, nth: 1`.
void add_moment(const yaml::Entry& entry, std::vector<Parameter>& out, yaml::Problems& problems) {
  const auto* operation = entry.value.find("operation");
  out.push_back({entry.key,
                 operation == nullptr ? "any" : yaml::scalar_text(*operation, "operation", problems),
                 entry.place});
  for (const auto& inner : entry.value.entries) {
    if (inner.key == "operation") continue;
    out.push_back({inner.key, yaml::scalar_text(inner.value, inner.key, problems), inner.place});
  }
}

}  // namespace

std::optional<card::Fault> read_fault(const Node& node, std::vector<Parameter>& with,
                                      yaml::Problems& problems) {
  const auto* name = node.find("fault");
  if (node.kind != Node::Kind::map || name == nullptr || name->kind != Node::Kind::scalar) {
    problems.add(node.place, "this names no fault", "write { fault: NAME, … }; tameshi faults lists them");
    return std::nullopt;
  }
  std::vector<Parameter> parameters;
  for (const auto& entry : node.entries) {
    if (&entry.value == name) continue;
    if (is_moment(entry.key) && entry.value.kind == Node::Kind::map) {
      add_moment(entry, parameters, problems);
    } else {
      parameters.push_back({entry.key, yaml::scalar_text(entry.value, entry.key, problems), entry.place});
    }
    if (entry.key == "of") check_persona(entry.value, problems);
  }
  std::vector<NamedText> settings;
  settings.reserve(parameters.size());
  for (const auto& parameter : parameters) settings.emplace_back(parameter.name, parameter.value);
  auto fault = card::fault_from(name->text, settings);
  with.push_back({"fault", name->text, name->place});
  with.insert(with.end(), parameters.begin(), parameters.end());
  if (fault) return *std::move(fault);
  problems.add(name->place, fault.error().what, fault.error().cure);
  return std::nullopt;
}

}  // namespace tameshi::scenario
