#include "fake-jlis/documents/utf16.hpp"

namespace tameshi::jlis::documents {
namespace {

constexpr char32_t replacement = 0xFFFD;

void append_unit(std::string& out, char32_t unit) {
  out += static_cast<char>(unit >> 8);
  out += static_cast<char>(unit & 0xFF);
}

bool is_high(char32_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low(char32_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

}  // namespace

std::u32string characters_of(std::string_view utf8) {
  std::u32string out;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += byte;
    } else if (byte >= 0xC0) {
      out += byte < 0xE0 ? byte & 0x1FU : byte < 0xF0 ? byte & 0x0FU : byte & 0x07U;
    } else if (!out.empty()) {
      out.back() = (out.back() << 6) | (byte & 0x3FU);
    }
  }
  return out;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | (c >> 6));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
  }
  put(0x80 | (c & 0x3F));
}

std::string utf16_of(char32_t c) {
  std::string out;
  if (c < 0x10000) {
    append_unit(out, c);
  } else {
    append_unit(out, 0xD800 + ((c - 0x10000) >> 10));
    append_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
  }
  return out;
}

std::string utf16_from_utf8(std::string_view utf8) {
  std::string out;
  for (const auto c : characters_of(utf8)) out += utf16_of(c);
  return out;
}

std::string utf8_from_utf16(std::string_view text) {
  std::string out;
  const auto unit_at = [&](std::size_t at) -> char32_t {
    if (at + 1 >= text.size()) return replacement;
    return (static_cast<char32_t>(static_cast<unsigned char>(text[at])) << 8) |
           static_cast<unsigned char>(text[at + 1]);
  };
  for (std::size_t at = 0; at < text.size(); at += 2) {
    const auto unit = unit_at(at);
    if (is_high(unit) && is_low(unit_at(at + 2))) {
      append_utf8(out, 0x10000 + ((unit - 0xD800) << 10) + (unit_at(at + 2) - 0xDC00));
      at += 2;
    } else {
      append_utf8(out, is_high(unit) || is_low(unit) ? replacement : unit);
    }
  }
  return out;
}

}  // namespace tameshi::jlis::documents
