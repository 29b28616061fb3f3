// Command APDUs, ISO/IEC 7816-4 §5.2 (the four cases, short and extended) and the class byte, §5.4.1.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <tl/expected.hpp>

#include "base/bytes.hpp"
#include "simulator/iso7816/status_word.hpp"

namespace tameshi::iso7816 {

// A parsed command: a view of the bytes it was parsed from.
struct CommandApdu {
  std::uint8_t cla = 0;
  std::uint8_t ins = 0;
  std::uint8_t p1 = 0;
  std::uint8_t p2 = 0;
  ByteView data;  // Nc = data.size()
  std::optional<std::uint32_t>
      ne;  // expected length: 1 to 256 short, 1 to 65536 extended; nothing when no Le
  bool extended = false;

  [[nodiscard]] std::uint16_t p1p2() const { return static_cast<std::uint16_t>(p1 << 8 | p2); }
};

// Refuses with 6700 what is none of the seven forms (header cut short, Lc beyond or before the end, Lc = 0
// extended).
tl::expected<CommandApdu, StatusWord> parse_command(ByteView bytes);

// The shortest form of a command; extended as soon as the data or Ne need it.
Bytes encode(const CommandApdu& command);

enum class ClassKind { interindustry, proprietary, invalid };

// The class byte read by its bits, ISO/IEC 7816-4 §5.4.1 (first and further interindustry values).
struct ClassByte {
  ClassKind kind = ClassKind::invalid;
  unsigned channel = 0;
  bool chaining = false;
  bool secure_messaging = false;
};

ClassByte class_of(std::uint8_t cla);

// "READ BINARY", "VERIFY"; "instruction 5A" for one that has no name here.
std::string operation_name(std::uint8_t ins);

}  // namespace tameshi::iso7816
