#include "simulator/iso7816/status_word.hpp"

#include <fmt/format.h>

#include <array>

#include "base/bytes.hpp"

namespace tameshi::iso7816 {
namespace {

struct Row {
  std::uint16_t word;
  std::string_view meaning;
};

// ISO/IEC 7816-4:2020 tables 6 and 7, in our words; 66F1 and 69FC are this card's (facts/card.md §5.4).
constexpr std::array rows{
    Row{0x9000, "no error"},
    Row{0x6281, "part of the returned data may be corrupted"},
    Row{0x6282, "end of file reached before reading Le bytes"},
    Row{0x6283, "selected file deactivated"},
    Row{0x6300, "verification failed, no counter given"},
    Row{0x6381, "file filled up by the last write"},
    Row{0x6400, "execution error, memory unchanged"},
    Row{0x6581, "memory failure"},
    Row{0x66F1, "no key for secure messaging"},
    Row{0x6700, "wrong length"},
    Row{0x6881, "logical channel not supported"},
    Row{0x6882, "secure messaging not supported"},
    Row{0x6883, "last command of the chain expected"},
    Row{0x6884, "command chaining not supported"},
    Row{0x6981, "command incompatible with the file's structure"},
    Row{0x6982, "security status not satisfied"},
    Row{0x6983, "authentication method blocked"},
    Row{0x6984, "reference data not usable"},
    Row{0x6985, "conditions of use not satisfied"},
    Row{0x6986, "command not allowed, no current EF"},
    Row{0x6987, "expected secure messaging objects missing"},
    Row{0x6988, "incorrect secure messaging objects"},
    Row{0x69FC, "no session of secure messaging"},
    Row{0x6A80, "incorrect parameters in the command data field"},
    Row{0x6A81, "function not supported"},
    Row{0x6A82, "file or application not found"},
    Row{0x6A83, "record not found"},
    Row{0x6A84, "not enough memory space in the file"},
    Row{0x6A85, "Nc inconsistent with the TLV structure"},
    Row{0x6A86, "incorrect parameters P1-P2"},
    Row{0x6A87, "Nc inconsistent with P1-P2"},
    Row{0x6A88, "referenced data or reference data not found"},
    Row{0x6B00, "wrong parameters P1-P2"},
    Row{0x6D00, "instruction not supported or invalid"},
    Row{0x6E00, "class not supported"},
    Row{0x6F00, "no precise diagnosis"},
};

}  // namespace

std::string to_string(StatusWord word) {
  return fmt::format("{:04X}", word.value());
}

std::optional<StatusWord> status_word_from(std::string_view text) {
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != 2 || text.size() != 4) return std::nullopt;
  return StatusWord(be16(*bytes));
}

std::string meaning(StatusWord word) {
  if (const auto counter = word.counter()) return fmt::format("counter is {}", *counter);
  if (word.sw1() == 0x61) return fmt::format("{} bytes more available", word.sw2() == 0 ? 256 : word.sw2());
  if (word.sw1() == 0x6C)
    return fmt::format("wrong Le, {} bytes available", word.sw2() == 0 ? 256 : word.sw2());
  for (const auto& row : rows) {
    if (row.word == word.value()) return std::string(row.meaning);
  }
  return "unknown status";
}

}  // namespace tameshi::iso7816
