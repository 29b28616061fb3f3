#include "reports/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace tameshi::reports {
namespace {

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// A character at the head of a text: how many bytes it takes, and which it is.
struct Character {
  std::size_t size = 1;
  std::optional<char32_t> value;  // nothing for a byte that is not UTF-8
};

// The length that the first byte announces (RFC 3629 §3); 0 for a byte that cannot be first.
std::size_t announced_size(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  if (first >= 0xF0 && first < 0xF5) return 4;
  return 0;
}

Character first_of(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const auto size = announced_size(first);
  if (size == 1) return {1, first};
  if (size == 0 || size > text.size()) return {};
  char32_t value = first & (0x7FU >> size);
  for (const char c : text.substr(1, size - 1)) {
    if (!is_continuation(c)) return {};
    value = value << 6 | (static_cast<unsigned char>(c) & 0x3FU);
  }
  // Overlong forms and surrogates are not UTF-8 (RFC 3629 §3).
  const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  if (overlong || (value >= 0xD800 && value < 0xE000) || value > 0x10FFFF) return {};
  return {size, value};
}

bool steers_direction(char32_t c) {
  return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

std::string shown_by_number(std::string_view bytes, std::optional<char32_t> c) {
  if (c && *c >= 0x80) return fmt::format("\\u{:04X}", static_cast<std::uint32_t>(*c));
  return fmt::format("\\x{:02X}", static_cast<unsigned char>(bytes.front()));
}

bool is_showable(char32_t c) {
  if (c == '\n' || c == '\t') return true;
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool no_character = (c & 0xFFFEU) == 0xFFFEU;
  return !control && !no_character && !steers_direction(c);
}

std::string_view entity_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

std::string visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    if (text.starts_with("\r\n")) text.remove_prefix(1);
    const auto character = first_of(text);
    const auto bytes = text.substr(0, character.size);
    if (character.value && is_showable(*character.value)) {
      out += bytes;
    } else {
      out += shown_by_number(bytes, character.value);
    }
    text.remove_prefix(character.size);
  }
  return out;
}

std::string one_line(std::string_view text) {
  auto out = visible(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : visible(text)) {
    if (const auto entity = entity_of(c); !entity.empty()) {
      out += entity;
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view head_of(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  // At most three bytes back: a longer row of continuation bytes is no character.
  const auto lowest = most < 3 ? 0 : most - 3;
  auto end = most;
  while (end > lowest && is_continuation(text[end])) --end;
  return text.substr(0, end);
}

std::size_t length_of(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return !is_continuation(c); }));
}

}  // namespace tameshi::reports
