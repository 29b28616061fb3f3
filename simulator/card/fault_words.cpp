#include <fmt/format.h>

#include <array>

#include "base/resources.hpp"
#include "base/yaml_reader.hpp"
#include "simulator/card/fault.hpp"

namespace tameshi::card {
namespace {

using yaml::Fields;

constexpr std::string_view list_path = "simulator/card/faults.yaml";
// In the order of FaultParameterType.
const std::vector<std::string> type_words{"duration", "number", "status-word", "hex", "persona"};

FaultParameterType type_from(std::string_view word) {
  std::size_t at = 0;
  while (at + 1 < type_words.size() && type_words[at] != word) ++at;
  return static_cast<FaultParameterType>(at);
}

FaultParameterWord read_parameter(const yaml::Entry& entry, yaml::Problems& problems) {
  Fields fields(entry.value, entry.key, problems);
  FaultParameterWord out;
  out.name = entry.key;
  out.type = type_from(fields.one_of("type", type_words));
  out.lowest = fields.integer("lowest", 0, 1'000'000'000, 0);
  out.highest = fields.integer("highest", 0, 1'000'000'000, 0);
  out.optional = fields.boolean("optional", false);
  out.says = fields.text("says");
  fields.finish();
  return out;
}

FaultWord read_word(const yaml::Node& node, yaml::Problems& problems) {
  Fields fields(node, "a fault", problems);
  FaultWord out;
  out.name = fields.text("name");
  out.says = fields.text("says");
  out.legal = fields.one_of("kind", {"wrong", "legal"}) == "legal";
  out.every = fields.boolean("every", false);
  out.filter = fields.boolean("filter", true);
  out.needs_moment = fields.boolean("needs-moment", false);
  out.needs_file = fields.boolean("needs-file", false);
  if (const auto* parameters = fields.optional("parameters")) {
    for (const auto& entry : parameters->entries) out.parameters.push_back(read_parameter(entry, problems));
  }
  out.source = fields.text("source");
  fields.finish();
  return out;
}

std::vector<FaultWord> read_list(std::string_view text, yaml::Problems& problems) {
  std::vector<FaultWord> out;
  const auto root = yaml::read(text, std::string(list_path), problems);
  if (!root) return out;
  Fields fields(*root, "the list of faults", problems);
  if (const auto* faults = fields.required("faults")) {
    for (const auto& item : faults->items) out.push_back(read_word(item, problems));
  }
  fields.finish();
  return out;
}

std::vector<FaultWord> read_built_in() {
  yaml::Problems problems;
  auto out = read_list(resources::find(list_path).value_or(""), problems);
  std::string all;
  for (const auto& problem : problems.all()) all += "\n" + to_string(problem);
  if (!all.empty()) throw Trouble("the list of faults is wrong:" + all, std::string(list_path), "");
  return out;
}

}  // namespace

const std::vector<FaultWord>& fault_words() {
  static const auto words = read_built_in();
  return words;
}

std::vector<std::string> fault_names() {
  std::vector<std::string> out;
  for (const auto& word : fault_words()) out.push_back(word.name);
  return out;
}

std::vector<std::string> fault_settings(const FaultWord& word) {
  std::vector<std::string> out;
  if (word.needs_moment) out = {"before", "during", "after"};
  if (word.filter) {
    for (const auto* name : {"operation", "application", "file", "nth"}) out.emplace_back(name);
  }
  out.emplace_back("times");
  for (const auto& parameter : word.parameters) out.push_back(parameter.name);
  return out;
}

}  // namespace tameshi::card
