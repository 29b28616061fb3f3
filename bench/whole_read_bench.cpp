// Everything that can be read of a card, in-process: each application selected, its credentials presented,
// each file read to its end in short APDUs, each record and each object of GET DATA. The limit is a
// millisecond.
#include <cstdlib>

#include "bench/issued_image.hpp"
#include "bench/measure.hpp"
#include "simulator/card/individual_number_card.hpp"
#include "simulator/card/inspect.hpp"

namespace tameshi::bench {
namespace {

using card::FileKind;

std::uint8_t high(std::size_t two) {
  return static_cast<std::uint8_t>(two >> 8);
}
std::uint8_t low(std::size_t two) {
  return static_cast<std::uint8_t>(two);
}

Bytes read_at(std::size_t offset) {
  return {0x00, 0xB0, high(offset), low(offset), 0x00};
}

Bytes verify(const card::Pin& pin) {
  const auto value = bytes_of(pin.value.plain());
  return concat({Bytes{0x00, 0x20, 0x00, low(0x80U | pin.row->id), low(value.size())}, value});
}

// The commands of one whole read, and how many bytes of data they bring.
struct Script {
  std::vector<Bytes> commands;
  std::size_t bytes = 0;
};

void add_file(Script& script, const card::SeenFile& file) {
  constexpr std::size_t block = 256;
  if (file.kind == FileKind::object) {
    script.commands.push_back({0x00, 0xCA, high(file.id), low(file.id), 0x00, 0x00, 0x00});
  } else if (file.kind == FileKind::records) {
    script.commands.push_back({0x00, 0xB2, 0x01, low(file.id << 3U | 5U), 0x00});
  } else if (file.kind == FileKind::transparent) {
    script.commands.push_back({0x00, 0xA4, 0x02, 0x0C, 0x02, high(file.id), low(file.id)});
    for (std::size_t at = 0; at < file.contents.size(); at += block) script.commands.push_back(read_at(at));
  } else {
    return;
  }
  script.bytes += file.contents.size();
}

Script whole_read(const card::IndividualNumberCard& card) {
  Script script;
  const auto seen = card::inspect(card);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const auto& aid = seen[i].table->aid;
    script.commands.push_back(concat({Bytes{0x00, 0xA4, 0x04, 0x0C, low(aid.size())}, aid}));
    for (const auto& pin : card.files().applications[i].pins) {
      if (!pin.value.empty()) script.commands.push_back(verify(pin));
    }
    for (const auto& file : seen[i].files) add_file(script, file);
  }
  return script;
}

std::size_t play(card::IndividualNumberCard& card, const Script& script) {
  std::size_t bytes = 0;
  for (const auto& command : script.commands) {
    const auto answer = card.transmit(command);
    if (!answer.status.is_ok()) std::abort();
    bytes += to_bytes(answer).size() - 2;
  }
  return bytes;
}

void bench() {
  card::IndividualNumberCard card(card::load_generation("current"), issued_image());
  const auto script = whole_read(card);
  const auto once = [&] {
    card.reset();
    if (play(card, script) != script.bytes) std::abort();
  };
  const auto best = std::max({rate(once), rate(once), rate(once)});
  tell(fmt::format("whole read of a card, in-process ({} commands, {} bytes)", script.commands.size(),
                   script.bytes),
       best, "/s", "the limit, 1 ms each", 1000, 1);
}

}  // namespace
}  // namespace tameshi::bench

int main() {
  tameshi::bench::bench();
}
