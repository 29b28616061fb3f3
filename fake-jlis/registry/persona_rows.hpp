// The pieces of a persona file that persona_reader.cpp and persona_rows.cpp read together.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "base/yaml_reader.hpp"
#include "fake-jlis/registry/persona.hpp"

namespace tameshi::jlis::registry {

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

inline bool is_digits(std::string_view text, std::size_t count) {
  return text.size() == count && std::all_of(text.begin(), text.end(), is_digit);
}

// A text with the rule it has to keep; empty when it is absent or breaks the rule, which is then reported.
template <typename Rule>
std::string ruled_text(yaml::Fields& fields, std::string_view key, Rule rule, std::string_view what,
                       std::string_view cure) {
  const auto* node = fields.required(key);
  if (node == nullptr) return {};
  auto text = yaml::scalar_text(*node, key, fields.problems());
  if (node->kind != yaml::Node::Kind::scalar || rule(text)) return text;
  fields.problems().add(node->place, fmt::format("\"{}\" {}", key, what), std::string(cure));
  return {};
}

// "9 years 8 months ago" in place of a date of birth; nothing when it is no such text.
std::optional<RelativeDate> read_age(yaml::Fields& persona);
// A whole date, or { era, year, month } as far as they are known, or "unknown".
BirthDate read_birth(yaml::Fields& persona);
Names read_names(yaml::Fields& persona);
Certificates read_certificates(yaml::Fields& persona);
CardDetails read_card(yaml::Fields& persona, const BirthDate& birth);
std::optional<CardDate> read_card_date(yaml::Fields& fields, std::string_view key);

}  // namespace tameshi::jlis::registry
