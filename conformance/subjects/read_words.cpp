#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "conformance/subjects/read_parts.hpp"

namespace tameshi::subjects {
namespace {

using yaml::Fields;
using yaml::Node;

std::vector<std::string> one_of_parameters() {
  std::vector<std::string> out;
  for (const auto& act : scenario::vocabulary().acts) {
    for (const auto& word : act.parameters) {
      const bool counts = act.actor == "subject" && word.type == scenario::ParameterType::one_of;
      if (counts && std::find(out.begin(), out.end(), word.name) == out.end()) out.push_back(word.name);
    }
  }
  return out;
}

// A word without a translation would reach the product as ours, and it would look like the product's mistake.
void check_complete(const Node& node, std::string_view parameter, const std::vector<std::string>& words,
                    yaml::Problems& problems) {
  std::vector<std::string> missing;
  std::copy_if(words.begin(), words.end(), std::back_inserter(missing),
               [&](const std::string& word) { return node.find(word) == nullptr; });
  if (missing.empty()) return;
  problems.add(node.place, fmt::format("the words of \"{}\" miss {}", parameter, fmt::join(missing, ", ")),
               "say what the product calls them");
}

WordMap read_map(const yaml::Entry& entry, const std::vector<std::string>& words, yaml::Problems& problems) {
  Fields fields(entry.value, fmt::format("the map of \"{}\"", entry.key), problems);
  WordMap out{entry.key, {}};
  for (const auto& word : words) {
    const auto* node = fields.optional(word);
    if (node != nullptr) out.words.emplace_back(word, yaml::scalar_text(*node, word, problems));
  }
  if (entry.value.kind == Node::Kind::map) check_complete(entry.value, entry.key, words, problems);
  fields.finish();
  return out;
}

}  // namespace

std::vector<WordMap> read_word_maps(const Node& node, yaml::Problems& problems) {
  std::vector<WordMap> out;
  if (!is_map(node, "\"words\"", problems)) return out;
  for (const auto& entry : node.entries) {
    const auto words = scenario::vocabulary().subject_words(entry.key);
    if (words.empty()) {
      problems.add(entry.place, fmt::format("no operation has words for \"{}\"", entry.key),
                   suggestion(entry.key, one_of_parameters()));
      continue;
    }
    out.push_back(read_map(entry, words, problems));
  }
  return out;
}

bool is_list(const Node& node, std::string_view what, yaml::Problems& problems) {
  if (node.kind == Node::Kind::list) return true;
  problems.add(node.place, fmt::format("{} must be a list, but this is {}", what, yaml::kind_in_words(node)),
               "begin each entry with a dash");
  return false;
}

bool is_map(const Node& node, std::string_view what, yaml::Problems& problems) {
  if (node.kind == Node::Kind::map) return true;
  problems.add(node.place,
               fmt::format("{} must be a map of keys, but this is {}", what, yaml::kind_in_words(node)));
  return false;
}

}  // namespace tameshi::subjects
