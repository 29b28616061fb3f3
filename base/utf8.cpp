#include "base/utf8.hpp"

#include <array>
#include <cstdint>

namespace tameshi {
namespace {

// A row of RFC 3629 §4: these lead bytes take this many more, the first of them between these bounds.
struct Form {
  std::uint8_t lead_from, lead_to;
  std::size_t more;
  std::uint8_t second_from, second_to;
};

constexpr std::array forms{
    Form{0x00, 0x7F, 0, 0x80, 0xBF}, Form{0xC2, 0xDF, 1, 0x80, 0xBF}, Form{0xE0, 0xE0, 2, 0xA0, 0xBF},
    Form{0xE1, 0xEC, 2, 0x80, 0xBF}, Form{0xED, 0xED, 2, 0x80, 0x9F}, Form{0xEE, 0xEF, 2, 0x80, 0xBF},
    Form{0xF0, 0xF0, 3, 0x90, 0xBF}, Form{0xF1, 0xF3, 3, 0x80, 0xBF}, Form{0xF4, 0xF4, 3, 0x80, 0x8F},
};

bool between(char c, std::uint8_t from, std::uint8_t to) {
  const auto byte = static_cast<std::uint8_t>(c);
  return byte >= from && byte <= to;
}

// The length of the character that begins here; 0 when none does.
std::size_t character_length(std::string_view at) {
  for (const auto& form : forms) {
    if (!between(at[0], form.lead_from, form.lead_to)) continue;
    if (at.size() <= form.more) return 0;
    if (form.more > 0 && !between(at[1], form.second_from, form.second_to)) return 0;
    for (std::size_t i = 2; i <= form.more; ++i) {
      if (!between(at[i], 0x80, 0xBF)) return 0;
    }
    return form.more + 1;
  }
  return 0;
}

}  // namespace

std::optional<std::size_t> first_malformed_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto length = character_length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

}  // namespace tameshi
