#include "simulator/iso7816/command_apdu.hpp"

#include <fmt/format.h>

#include <array>

namespace tameshi::iso7816 {
namespace {

constexpr std::size_t header = 4;

tl::unexpected<StatusWord> wrong_length() {
  return tl::unexpected(sw::wrong_length);
}

std::uint32_t short_ne(std::uint8_t le) {
  return le == 0 ? 256U : le;
}
std::uint32_t extended_ne(ByteView le) {
  return be16(le) == 0 ? 65536U : be16(le);
}

// Case 2S, 3S, 4S: the body begins with Lc or is Le alone.
tl::expected<CommandApdu, StatusWord> parse_short(CommandApdu command, ByteView body) {
  if (body.size() == 1) {
    command.ne = short_ne(body[0]);
    return command;
  }
  const std::size_t nc = body[0];
  const auto rest = body.subspan(1);
  if (rest.size() < nc || rest.size() > nc + 1) return wrong_length();
  command.data = rest.first(nc);
  if (rest.size() == nc + 1) command.ne = short_ne(rest[nc]);
  return command;
}

// Case 2E, 3E, 4E: a zero byte, then two bytes of Lc or Le.
tl::expected<CommandApdu, StatusWord> parse_extended(CommandApdu command, ByteView body) {
  command.extended = true;
  if (body.size() < 3) return wrong_length();
  if (body.size() == 3) {
    command.ne = extended_ne(body.subspan(1));
    return command;
  }
  const std::size_t nc = be16(body.subspan(1));
  const auto rest = body.subspan(3);
  if (nc == 0 || rest.size() < nc) return wrong_length();
  command.data = rest.first(nc);
  if (rest.size() == nc) return command;
  if (rest.size() != nc + 2) return wrong_length();
  command.ne = extended_ne(rest.subspan(nc));
  return command;
}

struct Name {
  std::uint8_t ins;
  std::string_view name;
};

// ISO/IEC 7816-4 table 4 and 7816-8; the last rows are JICSAP's names (facts/card.md §4).
constexpr std::array instructions{
    Name{0x20, "VERIFY"},
    Name{0x24, "CHANGE REFERENCE DATA"},
    Name{0x2A, "PERFORM SECURITY OPERATION"},
    Name{0x2C, "RESET RETRY COUNTER"},
    Name{0x44, "ACTIVATE FILE"},
    Name{0x70, "MANAGE CHANNEL"},
    Name{0x82, "EXTERNAL AUTHENTICATE"},
    Name{0x84, "GET CHALLENGE"},
    Name{0x88, "INTERNAL AUTHENTICATE"},
    Name{0xA4, "SELECT"},
    Name{0xB0, "READ BINARY"},
    Name{0xB1, "READ BINARY (odd)"},
    Name{0xB2, "READ RECORD"},
    Name{0xC0, "GET RESPONSE"},
    Name{0xC2, "ENVELOPE"},
    Name{0xCA, "GET DATA"},
    Name{0xCB, "GET DATA (odd)"},
    Name{0xD6, "UPDATE BINARY"},
    Name{0x32, "CHANGE KEY"},
    Name{0x54, "UNLOCK KEY"},
    Name{0xA2, "AUTHENTICATE TERMINAL"},
    Name{0xAE, "SET SESSION KEY"},
};

}  // namespace

tl::expected<CommandApdu, StatusWord> parse_command(ByteView bytes) {
  if (bytes.size() < header) return wrong_length();
  CommandApdu command{.cla = bytes[0], .ins = bytes[1], .p1 = bytes[2], .p2 = bytes[3], .data = {}, .ne = {}};
  const auto body = bytes.subspan(header);
  if (body.empty()) return command;
  if (body.size() > 1 && body[0] == 0) return parse_extended(command, body);
  return parse_short(command, body);
}

Bytes encode(const CommandApdu& command) {
  Bytes out{command.cla, command.ins, command.p1, command.p2};
  const auto ne = command.ne.value_or(0);
  const bool has_body = !command.data.empty() || command.ne;  // case 1 has no extended form
  const bool extended = has_body && (command.extended || command.data.size() > 255 || ne > 256);
  const auto put16 = [&](std::size_t n) {
    out.push_back(static_cast<std::uint8_t>(n >> 8));
    out.push_back(static_cast<std::uint8_t>(n));
  };
  if (extended) out.push_back(0);
  if (!command.data.empty()) {
    extended ? put16(command.data.size()) : out.push_back(static_cast<std::uint8_t>(command.data.size()));
    append(out, command.data);
  }
  if (command.ne) extended ? put16(ne) : out.push_back(static_cast<std::uint8_t>(ne));
  return out;
}

ClassByte class_of(std::uint8_t cla) {
  if (cla == 0xFF) return {};
  const bool chaining = (cla & 0x10) != 0;
  const auto kind = (cla & 0x80) != 0 ? ClassKind::proprietary : ClassKind::interindustry;
  if ((cla & 0x60) == 0) {  // first values: 000x xxxx, and the same layout with bit 8 set as cards use it
    return {kind, cla & 3U, chaining, (cla & 0x0C) != 0};
  }
  if ((cla & 0x40) != 0) {  // further values: 01xx xxxx, channels 4 to 19
    return {kind, 4U + (cla & 0x0FU), chaining, (cla & 0x20) != 0};
  }
  if (kind == ClassKind::proprietary) return {kind};  // 101x xxxx: its bits are the card's own affair
  return {};                                          // 001x xxxx: reserved
}

std::string operation_name(std::uint8_t ins) {
  for (const auto& row : instructions) {
    if (row.ins == ins) return std::string(row.name);
  }
  return fmt::format("instruction {:02X}", ins);
}

}  // namespace tameshi::iso7816
