#include "fake-jlis/registry/register_text.hpp"

#include <algorithm>

#include "fake-jlis/registry/characters.hpp"

namespace tameshi::jlis::registry {
namespace {

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_full_width(std::u32string_view characters) {
  return std::all_of(characters.begin(), characters.end(), [](char32_t c) { return c >= 0xA0; });
}

}  // namespace

bool is_register_name(std::string_view text) {
  const auto characters = characters_of(text);
  if (!characters || characters->empty() || !is_full_width(*characters)) return false;
  return characters->front() != ideographic_space && characters->back() != ideographic_space &&
         characters->find(ideographic_space) != std::u32string::npos;
}

bool is_register_address(std::string_view text) {
  const auto characters = characters_of(text);
  return characters && !characters->empty() && characters->size() <= longest_register_address &&
         is_full_width(*characters);
}

bool is_romaji_place(std::string_view text) {
  const auto fits = [](char c) { return is_upper(c) || (c >= 'a' && c <= 'z') || c == '-'; };
  return !text.empty() && is_upper(text.front()) && std::all_of(text.begin(), text.end(), fits);
}

}  // namespace tameshi::jlis::registry
