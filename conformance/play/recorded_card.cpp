#include "conformance/play/recorded_card.hpp"

#include "simulator/iso7816/command_apdu.hpp"

namespace tameshi::play {
namespace {

std::string operation_of(ByteView command) {
  return command.size() < 2 ? "no command" : iso7816::operation_name(command[1]);
}

}  // namespace

// pcscd powers an idle card up and down as it pleases. Only a power session in which a command comes is
// written, so that the journal does not depend on the daemon's moods.
void RecordedCard::note_power_on() {
  if (power_on_noted_ || !power_is_written_) return;
  power_on_noted_ = true;
  journal_.write(Actor::reader, CardEvent{"powered-on", ""});
}

void RecordedCard::power_on() {
  outside_.power_on();
  if (!powered_) power_on_noted_ = false;
  powered_ = true;
}

void RecordedCard::power_off() {
  outside_.power_off();
  if (powered_ && power_on_noted_) journal_.write(Actor::reader, CardEvent{"powered-off", ""});
  powered_ = false;
  power_on_noted_ = false;
}

void RecordedCard::reset() {
  outside_.reset();
  if (power_on_noted_) journal_.write(Actor::reader, CardEvent{"reset", ""});
}

iso7816::Answer RecordedCard::transmit(ByteView command) {
  note_power_on();
  auto meaning = describe_(command);
  const auto answer = outside_.transmit(command);
  // Nobody heard an answer: what became of the command stands in the fault's own event.
  if (answer.lost != iso7816::Lost::nothing) return answer;
  journal_.write(Actor::card,
                 ApduExchange{.command = trace_ == Trace::plain ? hex(command) : card::masked_hex(command),
                              .response = hex(answer.data),
                              .status = iso7816::to_string(answer.status),
                              .operation = operation_of(command),
                              .meaning = std::move(meaning),
                              .because = std::string(answer.reason.because),
                              .source = std::string(answer.reason.source)});
  return answer;
}

}  // namespace tameshi::play
