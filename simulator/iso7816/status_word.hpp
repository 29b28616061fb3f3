// Status words, ISO/IEC 7816-4 §5.6. What a card does with them is the card's own table.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tameshi::iso7816 {

class StatusWord {
 public:
  constexpr StatusWord() = default;
  constexpr explicit StatusWord(std::uint16_t value) : value_(value) {}

  [[nodiscard]] constexpr std::uint16_t value() const { return value_; }
  [[nodiscard]] constexpr std::uint8_t sw1() const { return static_cast<std::uint8_t>(value_ >> 8); }
  [[nodiscard]] constexpr std::uint8_t sw2() const { return static_cast<std::uint8_t>(value_ & 0xFF); }
  [[nodiscard]] constexpr bool is_ok() const { return value_ == 0x9000; }

  // 63Cx: the counter of which x is the value. Nothing for other words.
  [[nodiscard]] constexpr std::optional<unsigned> counter() const {
    if ((value_ & 0xFFF0) != 0x63C0) return std::nullopt;
    return value_ & 0xFU;
  }
  constexpr bool operator==(const StatusWord&) const = default;

 private:
  std::uint16_t value_ = 0x9000;
};

namespace sw {

inline constexpr StatusWord ok{0x9000};
inline constexpr StatusWord wrong_length{0x6700};
inline constexpr StatusWord logical_channel_not_supported{0x6881};
inline constexpr StatusWord secure_messaging_not_supported{0x6882};
inline constexpr StatusWord last_command_of_chain_expected{0x6883};
inline constexpr StatusWord command_chaining_not_supported{0x6884};
inline constexpr StatusWord incorrect_parameters{0x6A86};
inline constexpr StatusWord instruction_not_supported{0x6D00};
inline constexpr StatusWord class_not_supported{0x6E00};
inline constexpr StatusWord no_precise_diagnosis{0x6F00};

// 63Cx, for 0 to 15.
constexpr StatusWord counter(unsigned value) {
  return StatusWord(static_cast<std::uint16_t>(0x63C0U | (value > 15 ? 15U : value)));
}
// 61xx: bytes still to fetch; 00 stands for 256 or more.
constexpr StatusWord bytes_available(std::size_t count) {
  return StatusWord(static_cast<std::uint16_t>(0x6100U | (count > 255 ? 0U : static_cast<unsigned>(count))));
}
// 6Cxx: the right Le; 00 stands for 256.
constexpr StatusWord correct_length(std::size_t count) {
  return StatusWord(static_cast<std::uint16_t>(0x6C00U | (count > 255 ? 0U : static_cast<unsigned>(count))));
}

}  // namespace sw

// "63C2".
std::string to_string(StatusWord word);

// Four hexadecimal digits; nothing otherwise.
std::optional<StatusWord> status_word_from(std::string_view text);

// What the standard says it means: "counter is 2", "file or application not found"; "unknown status" for
// others.
std::string meaning(StatusWord word);

}  // namespace tameshi::iso7816
