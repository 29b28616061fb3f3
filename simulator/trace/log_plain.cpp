// "> hex" a command, "< hex" its answer, "-- ON" or "-- RESET" the card's power, "..." exchanges left out.
// All other lines are remarks.
#include "simulator/trace/log_reading.hpp"

namespace tameshi::trace {

void read_plain(std::string_view text, Log& log, const std::string& file) {
  Pairing pairing(log, file);
  Lines lines(text);
  while (const auto line = lines.next()) {
    const auto said = trimmed(*line);
    if (said.starts_with('>')) {
      pairing.command(lines.number(), read_message(said.substr(1)));
    } else if (said.starts_with('<')) {
      pairing.response(lines.number(), read_message(said.substr(1)));
    } else if (said == "-- ON" || said == "-- RESET") {
      pairing.entry(PowerUp{});
    } else if (said.starts_with("...")) {
      pairing.entry(Omission{});
    }
  }
  pairing.finish();
}

}  // namespace tameshi::trace
