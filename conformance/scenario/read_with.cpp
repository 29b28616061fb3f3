#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "conformance/scenario/read_parts.hpp"
#include "fake-jlis/ca/deviation.hpp"

namespace tameshi::scenario {
namespace {

using yaml::Node;

void check_word(const Node& node, const ParameterWord& word, yaml::Problems& problems) {
  if (std::find(word.words.begin(), word.words.end(), node.text) != word.words.end()) return;
  problems.add(node.place, fmt::format("\"{}\" is no {}", node.text, word.name),
               suggestion(node.text, word.words));
}

// A bare PIN could be a slip of right or wrong, and YAML readers elsewhere take 0123 for a number.
void check_pin(const Node& node, yaml::Problems& problems) {
  static const std::vector<std::string> words{"right", "wrong"};
  const bool is_word = std::find(words.begin(), words.end(), node.text) != words.end();
  if (node.text.empty()) {
    problems.add(node.place, "the PIN is empty", "say right, wrong, or a PIN in quotes");
  } else if (node.quoted && is_word) {
    problems.add(node.place, fmt::format("the word {} stands in quotes", node.text), "take the quotes away");
  } else if (!node.quoted && !is_word) {
    const auto near = nearest(node.text, words);
    problems.add(node.place, "a PIN is right, wrong, or a text in quotes",
                 near.empty() ? "put this one in quotes" : fmt::format("did you mean {}?", near));
  }
}

void check_document(const Node& node, const Given& given, yaml::Problems& problems) {
  std::vector<std::string> names;
  for (const auto& document : given.documents) names.push_back(document.name);
  if (std::find(names.begin(), names.end(), node.text) != names.end()) return;
  problems.add(node.place, fmt::format("there is no document \"{}\"", node.text),
               names.empty() ? "give it under given: documents:" : suggestion(node.text, names));
}

void check_kept(const Node& node, const ParameterWord& word, const std::vector<Kept>& kept,
                yaml::Problems& problems) {
  const auto found =
      std::find_if(kept.begin(), kept.end(), [&](const Kept& k) { return k.name == node.text; });
  if (found != kept.end() && found->kind == word.kind) return;
  if (found != kept.end()) {
    problems.add(node.place, fmt::format("\"{}\" is a {}, but {} needs a {}", node.text, found->kind,
                                         word.name, word.kind));
    return;
  }
  std::vector<std::string> names;
  for (const auto& k : kept) {
    if (k.kind == word.kind) names.push_back(k.name);
  }
  problems.add(node.place, fmt::format("no earlier step keeps a {} as \"{}\"", word.kind, node.text),
               names.empty()
                   ? fmt::format("add keep: {{ {}: {} }} to the step that makes it", word.kind, node.text)
                   : suggestion(node.text, names));
}

void check_fault(const Node& node, yaml::Problems& problems) {
  const auto names = card::fault_names();
  if (std::find(names.begin(), names.end(), node.text) != names.end()) return;
  problems.add(node.place, fmt::format("there is no fault \"{}\"", node.text), suggestion(node.text, names));
}

template <typename T>
void check_parsed(const Node& node, const Result<T>& parsed, yaml::Problems& problems) {
  if (!parsed) problems.add(node.place, parsed.error().what, parsed.error().cure);
}

void check_value(const Node& node, const ParameterWord& word, const Known& known, yaml::Problems& problems) {
  switch (word.type) {
    case ParameterType::one_of:
      return check_word(node, word, problems);
    case ParameterType::pin:
      return check_pin(node, problems);
    case ParameterType::document:
      return check_document(node, known.given, problems);
    case ParameterType::kept:
      return check_kept(node, word, known.kept, problems);
    case ParameterType::duration:
      return check_parsed(node, parse_duration(node.text), problems);
    case ParameterType::time:
      return check_parsed(node, parse_instant(node.text), problems);
    case ParameterType::persona:
      return check_persona(node, problems);
    case ParameterType::fault:
      return check_fault(node, problems);
    case ParameterType::deviation:
      return check_parsed(node, jlis::ca::find_deviation(node.text), problems);
    case ParameterType::text:
      break;
  }
}

}  // namespace

std::vector<Parameter> read_with(const Node& node, const ActWord& act, const Known& known,
                                 yaml::Problems& problems) {
  yaml::Fields fields(node, fmt::format("\"with\" of {}", act.name), problems);
  std::vector<Parameter> out;
  for (const auto& word : act.parameters) {
    const auto* value = word.optional ? fields.optional(word.name) : fields.required(word.name);
    if (value == nullptr) continue;
    out.push_back({word.name, yaml::scalar_text(*value, word.name, problems), value->place});
    if (value->kind == Node::Kind::scalar) check_value(*value, word, known, problems);
  }
  fields.finish();
  return out;
}

}  // namespace tameshi::scenario
