#include "simulator/trace/meaning.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/trace/tag_table.hpp"

namespace tameshi::trace {
namespace {

using iso7816::CommandApdu;

std::string bytes_in_words(std::size_t count) {
  return fmt::format("{} byte{}", count, count == 1 ? "" : "s");
}

std::string select_in_words(const CommandApdu& command, const Position& position) {
  if (command.data.empty()) return "nothing";
  if (command.p1 != 0x04) {
    return command.data.size() == 2 ? position.file_in_words(be16(command.data)) : spaced_hex(command.data);
  }
  std::vector<std::string> names;
  for (const auto* table : position.named(command.data)) names.push_back(table->name);
  if (names.empty()) return "application " + spaced_hex(command.data);
  return fmt::format("{}", fmt::join(names, " or "));
}

std::string amount_in_words(const CommandApdu& command) {
  if (!command.ne) return "no Le";
  const auto most = command.extended ? 65536U : 256U;
  return *command.ne == most ? fmt::format("up to {} bytes", most) : bytes_in_words(*command.ne);
}

std::string read_in_words(const CommandApdu& command, const Position& position) {
  const auto offset = (command.p1 & 0x80) != 0 ? command.p2 : command.p1p2();
  return fmt::format("{}, {} from {}", position.file_in_words(position.file_of(command)),
                     amount_in_words(command), offset);
}

std::string record_in_words(const CommandApdu& command, const Position& position) {
  return fmt::format("{}, record {}", position.file_in_words(position.file_of(command)), command.p1);
}

std::string pin_in_words(const CommandApdu& command, const Position& position) {
  const auto pin = position.file_in_words(position.file_of(command));
  if (command.data.empty()) return pin + ": tries left?";
  return fmt::format("{}, {}", pin, bytes_in_words(command.data.size()));
}

// What P1 asks the card to do with the data (facts/card.md §5.1).
std::string padding_in_words(std::uint8_t p1) {
  switch (p1) {
    case 0x00:
      return "PKCS#1 around the data as sent";
    case 0x01:
      return "PKCS#1 around the data's hash";
    case 0x02:
      return "PKCS#1 with DigestInfo around the hash sent";
    case 0x03:
      return "PKCS#1 with DigestInfo around the data's hash";
    case 0x04:
      return "PSS, hash sent";
    case 0x05:
      return "PSS, hashed by the card";
    default:
      return fmt::format("P1 {:02X}", p1);
  }
}

std::string key_in_words(const CommandApdu& command, const Position& position) {
  if (command.p2 == 0) return "the default key";
  return position.file_in_words(position.file_of(command));
}

std::string details(const CommandApdu& command, const Position& position) {
  switch (command.ins) {
    case 0xA4:
      return select_in_words(command, position);
    case 0xB0:
      return read_in_words(command, position);
    case 0xB2:
      return record_in_words(command, position);
    case 0x20:
    case 0x24:
    case 0x2C:
    case 0x32:
      return pin_in_words(command, position);
    case 0x2A:
      return fmt::format("sign {} with {}, {}", bytes_in_words(command.data.size()),
                         key_in_words(command, position), padding_in_words(command.p1));
    case 0x88:
      return fmt::format("with {}, challenge of {}", key_in_words(command, position),
                         bytes_in_words(command.data.size()));
    case 0xCA:
      return fmt::format("object {:04X}", command.p1p2());
    case 0x84:
    case 0xC0:
      return amount_in_words(command);
    default:
      return {};
  }
}

}  // namespace

std::string meaning_of(const CommandApdu& command, const Position& position) {
  auto out = iso7816::operation_name(command.ins);
  if (const auto more = details(command, position); !more.empty()) out += " " + more;
  const auto cla = iso7816::class_of(command.cla);
  if (cla.kind == iso7816::ClassKind::interindustry && cla.secure_messaging) out += ", secure messaging";
  if (cla.channel != 0) out += fmt::format(", channel {}", cla.channel);
  return out;
}

std::string status_in_words(iso7816::StatusWord status) {
  if (const auto left = status.counter()) {
    return *left == 0 ? "no tries left" : fmt::format("{} {} left", *left, *left == 1 ? "try" : "tries");
  }
  const auto* row = tag_table().status(status.value());
  return row != nullptr ? row->meaning : iso7816::meaning(status);
}

}  // namespace tameshi::trace
