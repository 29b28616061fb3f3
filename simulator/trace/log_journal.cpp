// Our own journal, one event as JSON per line.
#include "base/journal.hpp"
#include "simulator/trace/log_reading.hpp"

namespace tameshi::trace {
namespace {

void read_event(const Event& event, std::size_t line, Pairing& pairing) {
  if (const auto* change = std::get_if<CardEvent>(&event.body)) {
    if (change->change == "powered-on" || change->change == "reset") pairing.entry(PowerUp{});
  } else if (const auto* exchange = std::get_if<ApduExchange>(&event.body)) {
    pairing.command(line, read_message(exchange->command));
    pairing.response(line, read_message(exchange->response + exchange->status));
  }
}

}  // namespace

void read_journal(std::string_view text, Log& log, const std::string& file) {
  Pairing pairing(log, file);
  Lines lines(text);
  while (const auto line = lines.next()) {
    if (trimmed(*line).empty()) continue;
    const auto event = event_from_json(*line, file);
    if (event) {
      read_event(*event, lines.number(), pairing);
    } else {
      pairing.problem(lines.number(), event.error().what);
    }
  }
  pairing.finish();
}

}  // namespace tameshi::trace
