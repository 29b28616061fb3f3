// Commands in words, for traces and reports. Nothing here changes the card.
#include <fmt/format.h>

#include "simulator/card/commands/command.hpp"
#include "simulator/card/individual_number_card.hpp"

namespace tameshi::card {
namespace {

using iso7816::CommandApdu;

std::string name_of(const File* file, std::string_view missing) {
  if (file == nullptr) return std::string(missing);
  return file->name.empty() ? fmt::format("internal file {:04X}", file->id) : std::string(file->name);
}

// As commands/resolve.cpp, without making anything current.
const File* referred(const Session& session, std::uint8_t parameter) {
  const auto sfi = static_cast<std::uint8_t>(parameter & 0x1F);
  return sfi == 0 ? session.file : session.application->find_short(sfi);
}

const File* record_file(const Session& session, const CommandApdu& command) {
  return referred(session, static_cast<std::uint8_t>(command.p2 >> 3));
}

const File* signing_file(const Session& session, std::uint8_t p2) {
  return p2 == 0 ? session.application->default_key() : referred(session, p2);
}

std::string select_in_words(const FileSystem& files, const Session& session, const CommandApdu& command) {
  if (command.p1 == 0x04) {
    const auto* application = find_application(files, command.data);
    return application != nullptr ? application->table->name : "application " + spaced_hex(command.data);
  }
  if (command.data.size() != 2) return "";
  const auto* file = session.application->find(be16(command.data));
  return name_of(file, fmt::format("file {:04X}", be16(command.data)));
}

std::string read_in_words(const Session& session, const CommandApdu& command) {
  const bool by_short = (command.p1 & 0x80) != 0;
  const auto* file = by_short ? referred(session, command.p1) : session.file;
  const auto offset = by_short ? command.p2 : command.p1p2();
  return fmt::format("{}, {} bytes from {}", name_of(file, "no file"), command.ne.value_or(0), offset);
}

std::string verify_in_words(const Session& session, const CommandApdu& command) {
  const auto pin = name_of(referred(session, command.p2), "no file");
  return command.data.empty() ? pin + ": tries left?" : fmt::format("{}, {} bytes", pin, command.data.size());
}

std::string details(const FileSystem& files, const Session& session, const CommandApdu& command) {
  switch (command.ins) {
    case 0xA4:
      return select_in_words(files, session, command);
    case 0xB0:
      return read_in_words(session, command);
    case 0xB2:
      return fmt::format("{}, record {}", name_of(record_file(session, command), "no file"), command.p1);
    case 0x88:
      return "with " + name_of(referred(session, command.p2), "no file");
    case 0x20:
    case 0x24:
    case 0x32:
      return verify_in_words(session, command);
    case 0x2A:
      return "sign with " + name_of(signing_file(session, command.p2), "no file");
    case 0xCA:
      return fmt::format("object {:04X}", command.p1p2());
    default:
      return "";
  }
}

bool carries_pin(std::uint8_t ins) {
  return ins == 0x20 || ins == 0x24 || ins == 0x32;
}

}  // namespace

std::string IndividualNumberCard::describe(ByteView bytes) const {
  const auto command = iso7816::parse_command(bytes);
  if (!command) return fmt::format("{} bytes that are no command", bytes.size());
  const auto more = details(files_, session_, *command);
  const auto name = iso7816::operation_name(command->ins);
  return more.empty() ? name : name + " " + more;
}

std::string masked_hex(ByteView command) {
  constexpr std::size_t header_and_length = 5;
  if (command.size() <= header_and_length || !carries_pin(command[1])) return hex(command);
  const bool extended = command[4] == 0 && command.size() > 7;
  const std::size_t shown = extended ? 7 : header_and_length;
  auto out = hex(command.first(shown));
  for (auto i = shown; i < command.size(); ++i) out += "**";
  return out;
}

}  // namespace tameshi::card
