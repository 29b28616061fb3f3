#include "fake-jlis/registry/characters.hpp"

#include <cstdint>

#include "base/utf8.hpp"

namespace tameshi::jlis::registry {

std::optional<std::u32string> characters_of(std::string_view utf8) {
  if (first_malformed_utf8(utf8)) return std::nullopt;
  std::u32string out;
  for (const char c : utf8) {
    const auto byte = static_cast<std::uint8_t>(c);
    if ((byte & 0xC0U) == 0x80) {  // 10xxxxxx continues the character before it
      out.back() = (out.back() << 6) | (byte & 0x3FU);
    } else if (byte < 0x80) {
      out.push_back(byte);
    } else {  // 110xxxxx, 1110xxxx, 11110xxx begin one
      out.push_back(byte & (byte < 0xE0 ? 0x1FU : byte < 0xF0 ? 0x0FU : 0x07U));
    }
  }
  return out;
}

}  // namespace tameshi::jlis::registry
