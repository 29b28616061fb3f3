// pcscd --foreground --apdu: "MICROSECONDS APDU: HEX" and "MICROSECONDS SW: HEX", the whole answer behind SW.
// On a terminal the lines are coloured; newer versions write the thread in brackets before the word.
#include "simulator/trace/log_reading.hpp"

namespace tameshi::trace {
namespace {

// Without the escape sequences of colours (ECMA-48 §8.3.117): ESC [ … m.
std::string without_colour(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\x1B') {
      out += line[i];
      continue;
    }
    while (i < line.size() && line[i] != 'm') ++i;
  }
  return out;
}

// What stands behind the word, when the line has it where pcscd writes it.
std::optional<std::string_view> behind(std::string_view line, std::string_view word) {
  const auto at = line.find(word);
  if (at == line.npos || line.empty() || line[0] < '0' || line[0] > '9') return std::nullopt;
  return line.substr(at + word.size());
}

}  // namespace

void read_pcscd(std::string_view text, Log& log, const std::string& file) {
  Pairing pairing(log, file);
  Lines lines(text);
  while (const auto raw = lines.next()) {
    const auto line = without_colour(*raw);
    if (const auto command = behind(line, " APDU: ")) {
      pairing.command(lines.number(), read_message(*command));
    } else if (const auto response = behind(line, " SW: ")) {
      pairing.response(lines.number(), read_message(*response));
    } else if (behind(line, " Card ATR: ")) {
      pairing.entry(PowerUp{});
    }
  }
  pairing.finish();
}

}  // namespace tameshi::trace
