#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/suggest.hpp"
#include "base/yaml_reader.hpp"

namespace tameshi::yaml {

std::string_view kind_in_words(const Node& node) {
  switch (node.kind) {
    case Node::Kind::scalar:
      return "text";
    case Node::Kind::list:
      return "a list";
    case Node::Kind::map:
      return "a map of keys";
    case Node::Kind::none:
      break;
  }
  return "nothing";
}

Fields::Fields(const Node& node, std::string_view what, Problems& problems)
    : node_(node), what_(what), problems_(problems) {
  if (node.kind != Node::Kind::map) {
    problems_.add(node.place,
                  fmt::format("{} must be a map of keys, but this is {}", what_, kind_in_words(node)));
  }
}

const Node* Fields::optional(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
  return node_.find(key);
}

const Node* Fields::required(std::string_view key) {
  const auto* node = optional(key);
  if (node == nullptr && node_.kind == Node::Kind::map) {
    problems_.add(node_.place, fmt::format("{} needs \"{}\"", what_, key));
  }
  return node;
}

const Node* Fields::scalar(std::string_view key, bool needed) {
  const auto* node = needed ? required(key) : optional(key);
  if (node == nullptr) return nullptr;
  if (node->kind != Node::Kind::scalar) {
    problems_.add(node->place, fmt::format("\"{}\" must be text, but this is {}", key, kind_in_words(*node)));
    return nullptr;
  }
  return node;
}

std::string Fields::text(std::string_view key) {
  const auto* node = scalar(key, true);
  return node == nullptr ? std::string() : node->text;
}

std::string Fields::text(std::string_view key, std::string_view fallback) {
  const auto* node = scalar(key, false);
  return node == nullptr ? std::string(fallback) : node->text;
}

long Fields::integer(std::string_view key, long lowest, long highest, std::optional<long> fallback) {
  const auto* node = scalar(key, !fallback.has_value());
  if (node == nullptr) return fallback.value_or(lowest);
  const auto value = scalar_integer(*node);
  if (!value || *value < lowest || *value > highest) {
    problems_.add(node->place, fmt::format("\"{}\" must be a whole number from {} to {}, but this is \"{}\"",
                                           key, lowest, highest, node->text));
    return fallback.value_or(lowest);
  }
  return *value;
}

bool Fields::boolean(std::string_view key, bool fallback) {
  const auto* node = scalar(key, false);
  if (node == nullptr) return fallback;
  if (node->text == "true" || node->text == "yes") return true;
  if (node->text == "false" || node->text == "no") return false;
  problems_.add(node->place,
                fmt::format("\"{}\" must be true or false, but this is \"{}\"", key, node->text));
  return fallback;
}

std::vector<std::string> Fields::texts(std::string_view key) {
  std::vector<std::string> out;
  const auto* node = optional(key);
  if (node == nullptr) return out;
  if (node->kind == Node::Kind::scalar) return {node->text};
  if (node->kind != Node::Kind::list) {
    problems_.add(node->place,
                  fmt::format("\"{}\" must be a list, but this is {}", key, kind_in_words(*node)));
    return out;
  }
  for (const auto& item : node->items) out.push_back(scalar_text(item, key, problems_));
  return out;
}

std::string Fields::one_of(std::string_view key, const std::vector<std::string>& words,
                           std::string_view fallback) {
  const auto* node = scalar(key, fallback.empty());
  if (node == nullptr) return fallback.empty() ? words.front() : std::string(fallback);
  if (std::find(words.begin(), words.end(), node->text) == words.end()) {
    problems_.add(node->place, fmt::format("\"{}\" is no {}", node->text, key),
                  suggestion(node->text, words));
    return words.front();
  }
  return node->text;
}

void Fields::finish() {
  for (const auto& entry : node_.entries) {
    if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
    problems_.add(entry.place, fmt::format("{} has no key \"{}\"", what_, entry.key),
                  suggestion(entry.key, known_));
  }
}

std::string scalar_text(const Node& node, std::string_view what, Problems& problems) {
  if (node.kind == Node::Kind::scalar) return node.text;
  problems.add(node.place, fmt::format("\"{}\" must be text, but this is {}", what, kind_in_words(node)));
  return {};
}

std::optional<long> scalar_integer(const Node& node) {
  long value = 0;
  const auto* end = node.text.data() + node.text.size();
  const auto [stop, error] = std::from_chars(node.text.data(), end, value);
  if (node.kind != Node::Kind::scalar || error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

}  // namespace tameshi::yaml
