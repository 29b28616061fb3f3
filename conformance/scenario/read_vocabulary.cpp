#include <fmt/format.h>

#include <algorithm>

#include "base/result.hpp"
#include "base/yaml_reader.hpp"
#include "conformance/scenario/vocabulary.hpp"
#include "fake-jlis/four-info/reason.hpp"

namespace tameshi::scenario {
namespace {

using yaml::Fields;
using yaml::Node;

const std::vector<std::pair<std::string, ParameterType>> types{
    {"pin", ParameterType::pin},     {"document", ParameterType::document},
    {"kept", ParameterType::kept},   {"duration", ParameterType::duration},
    {"time", ParameterType::time},   {"persona", ParameterType::persona},
    {"fault", ParameterType::fault}, {"deviation", ParameterType::deviation},
    {"text", ParameterType::text}};

std::vector<std::string> type_words() {
  std::vector<std::string> out;
  out.reserve(types.size());
  for (const auto& [word, type] : types) out.push_back(word);
  return out;
}

ParameterType type_from(std::string_view word) {
  const auto it = std::find_if(types.begin(), types.end(), [&](const auto& t) { return t.first == word; });
  return it == types.end() ? ParameterType::one_of : it->second;
}

ParameterWord read_parameter(const yaml::Entry& entry, yaml::Problems& problems) {
  Fields fields(entry.value, fmt::format("the parameter {}", entry.key), problems);
  ParameterWord out;
  out.name = entry.key;
  out.words = fields.texts("one-of");
  if (out.words.empty()) out.type = type_from(fields.one_of("type", type_words()));
  if (out.type == ParameterType::kept) out.kind = fields.text("kind");
  if (out.type == ParameterType::pin) out.kind = fields.text("of", "");
  out.optional = fields.boolean("optional", false);
  fields.finish();
  return out;
}

ActWord read_act(const yaml::Entry& entry, std::string_view actor, const std::vector<std::string>& common,
                 yaml::Problems& problems) {
  Fields fields(entry.value, entry.key, problems);
  ActWord out;
  out.actor = actor;
  out.name = entry.key;
  out.says = fields.text("says");
  if (const auto* parameters = fields.optional("parameters")) {
    for (const auto& parameter : parameters->entries)
      out.parameters.push_back(read_parameter(parameter, problems));
  }
  out.takes_fault = fields.boolean("takes-fault", false);
  out.takes_lie = fields.boolean("takes-lie", false);
  out.keeps = fields.texts("keeps");
  out.outcomes = fields.texts("outcomes");
  out.outcomes.insert(out.outcomes.end(), common.begin(), common.end());
  out.details = fields.texts("details");
  fields.finish();
  return out;
}

void read_acts(const Node* node, std::string_view actor, const std::vector<std::string>& common,
               Vocabulary& out, yaml::Problems& problems) {
  if (node == nullptr) return;
  out.actors.emplace_back(actor);
  for (const auto& entry : node->entries) out.acts.push_back(read_act(entry, actor, common, problems));
}

void read_details(const Node* node, Vocabulary& out, yaml::Problems& problems) {
  if (node == nullptr) return;
  for (const auto& entry : node->entries) {
    Fields fields(entry.value, entry.key, problems);
    DetailWord word{entry.key, fields.text("says"), entry.value.find("highest") == nullptr};
    if (!word.is_text) {
      word.lowest = fields.integer("lowest", 0, 1'000'000);
      word.highest = fields.integer("highest", 0, 1'000'000);
    }
    out.details.push_back(std::move(word));
    fields.finish();
  }
}

void read_questions(const Node* node, Vocabulary& out, yaml::Problems& problems) {
  if (node == nullptr) return;
  for (const auto& entry : node->entries) {
    Fields fields(entry.value, entry.key, problems);
    out.questions.push_back({entry.key, fields.text("says"), fields.texts("keys"), fields.texts("words")});
    fields.finish();
  }
}

void add_four_info_codes(std::vector<std::string>& to) {
  for (const auto& row : jlis::four_info::reasons()) {
    if (std::find(to.begin(), to.end(), row.code) == to.end()) to.push_back(row.code);
  }
}

void read_services(const Node* node, Vocabulary& out, yaml::Problems& problems) {
  if (node == nullptr) return;
  for (const auto& entry : node->entries) {
    Fields fields(entry.value, entry.key, problems);
    out.services.push_back({entry.key, fields.text("says"), fields.texts("answers")});
    if (entry.key == "four-info") add_four_info_codes(out.services.back().answers);
    fields.finish();
  }
}

// Which details there are is said once; an operation only names them.
void check_details(const Vocabulary& words, const Node& root, yaml::Problems& problems) {
  for (const auto& act : words.acts) {
    for (const auto& detail : act.details) {
      if (words.detail(detail) == nullptr) {
        problems.add(root.place, fmt::format("{} tells \"{}\", which is no detail", act.name, detail));
      }
    }
  }
}

Vocabulary read_root(const Node& root, yaml::Problems& problems) {
  Fields fields(root, "the vocabulary", problems);
  Vocabulary out;
  out.common_outcomes = fields.texts("common-outcomes");
  read_acts(fields.required("operations"), "subject", out.common_outcomes, out, problems);
  if (const auto* acts = fields.required("acts")) {
    for (const auto& [actor, place, node] : acts->entries) read_acts(&node, actor, {}, out, problems);
  }
  read_acts(fields.required("examiners"), "examiner", {}, out, problems);
  read_details(fields.required("details"), out, problems);
  read_questions(fields.required("questions"), out, problems);
  read_services(fields.required("services"), out, problems);
  out.card_commands = fields.texts("card-commands");
  fields.finish();
  check_details(out, root, problems);
  return out;
}

}  // namespace

Vocabulary read_vocabulary(std::string_view text, const std::string& path) {
  yaml::Problems problems;
  const auto root = yaml::read(text, path, problems);
  auto out = root ? read_root(*root, problems) : Vocabulary{};
  if (problems.empty()) return out;
  std::string all;
  for (const auto& problem : problems.all()) all += "\n" + to_string(problem);
  throw Trouble("the vocabulary of scenarios is wrong:" + all, path, "");
}

}  // namespace tameshi::scenario
