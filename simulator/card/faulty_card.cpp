#include "simulator/card/faulty_card.hpp"

#include <fmt/format.h>

namespace tameshi::card {
namespace {

using iso7816::Answer;
using iso7816::Lost;
using iso7816::StatusWord;

Answer gone() {
  return {iso7816::sw::no_precise_diagnosis,
          {},
          {"the card is no longer in the reader", "fault"},
          Lost::card_gone};
}

std::string operation_of(ByteView command) {
  return command.size() < 2 ? "no command" : iso7816::operation_name(command[1]);
}

constexpr iso7816::Reason by_fault{"a fault of the scenario, not the card's own answer",
                                   "simulator/card/faults.yaml"};

}  // namespace

SeenCommand WatchedSelection::seen(ByteView bytes) const {
  SeenCommand out{operation_of(bytes), application_, file_};
  const auto command = iso7816::parse_command(bytes);
  if (!command) return out;
  const bool selects = command->ins == 0xA4;
  if (selects && command->p1 == 0x04) out.application = command->data;
  if (selects && command->p1 == 0x02 && command->data.size() == 2) out.file = be16(command->data);
  // Short identifiers: READ BINARY has them in P1, VERIFY and its like in P2 (ISO/IEC 7816-4 §7.3.1).
  const bool in_p1 = command->ins == 0xB0 && (command->p1 & 0x80) != 0;
  const bool in_p2 =
      command->ins == 0x20 || command->ins == 0x24 || command->ins == 0x2A || command->ins == 0x32;
  const auto short_id = static_cast<std::uint16_t>((in_p1 ? command->p1 : in_p2 ? command->p2 : 0) & 0x1F);
  if (short_id != 0) out.file = short_id;
  return out;
}

void WatchedSelection::note(ByteView bytes, StatusWord answered) {
  const auto command = iso7816::parse_command(bytes);
  if (!command || command->ins != 0xA4 || (!answered.is_ok() && answered.sw1() != 0x61)) return;
  if (command->p1 == 0x04) {
    application_.assign(command->data.begin(), command->data.end());
    file_.reset();
  } else if (command->data.size() == 2) {
    file_ = be16(command->data);
  }
}

ByteView FaultyCard::atr() const {
  const auto wrong = board_.standing(FaultKind::wrong_atr);
  if (!wrong) return inner_.atr();
  atr_ = wrong->bytes;
  return atr_;
}

void FaultyCard::begin_session() {
  selection_.forget();
  first_command_ = true;
  if (leaves_next_) pull(*leaves_next_);
}

void FaultyCard::power_on() {
  begin_session();
  as_t0_.power_on();
  const auto wrong = board_.standing(FaultKind::wrong_atr);
  // Once: how often pcscd powers a card up is its own affair.
  if (wrong && !std::exchange(atr_told_, true)) board_.tell(*wrong, "at power-up", hex(wrong->bytes));
}

void FaultyCard::power_off() {
  begin_session();
  as_t0_.power_off();
}

void FaultyCard::reset() {
  begin_session();
  as_t0_.reset();
}

void FaultyCard::pull(const Fault& fault) {
  leaves_next_.reset();
  if (board_.is_gone()) return;
  board_.tell(fault, in_words(fault.filter, fault.moment));
  inner_.power_off();
  board_.leave();
}

std::optional<Answer> FaultyCard::strike_before(const std::vector<Fault>& faults, ByteView command) {
  if (leaves_next_) pull(*leaves_next_);
  if (board_.is_gone()) return gone();
  if (std::exchange(first_command_, false)) {
    if (const auto refused = board_.striking_at_power_up()) {
      board_.tell(*refused, fmt::format("at {}", operation_of(command)));
      return Answer{iso7816::sw::no_precise_diagnosis, {}, by_fault};
    }
  }
  for (const auto& fault : faults) {
    if (fault.kind == FaultKind::pulled && fault.moment == Moment::before) {
      pull(fault);
      return gone();
    }
    if (fault.kind == FaultKind::second_card) board_.bring_second(fault);
    if (fault.kind != FaultKind::reset) continue;
    board_.tell(fault, in_words(fault.filter, Moment::before));
    as_t0_.reset();
    selection_.forget();
  }
  return std::nullopt;
}

Answer FaultyCard::do_honestly(ByteView command) {
  const bool as_t0 = board_.standing(FaultKind::answers_61xx).has_value();
  const auto answer = as_t0 ? as_t0_.transmit(command) : inner_.transmit(command);
  selection_.note(command, answer.status);
  return answer;
}

void FaultyCard::hold_up(const Fault& fault, ByteView command, Answer& answer) {
  if (fault.kind == FaultKind::late_answer) board_.wait(fault.delay);
  if (fault.kind == FaultKind::slow_link) {
    const auto bytes = static_cast<long>(command.size() + answer.data.size() + 2);
    board_.wait(std::chrono::milliseconds(bytes * 1000 / fault.number));
  }
  if (fault.kind != FaultKind::no_answer) return;
  answer.lost = Lost::no_answer;
  if (!board_.silence_is_told()) board_.wait(std::nullopt);
}

Answer FaultyCard::strike_after(const std::vector<Fault>& faults, ByteView command, Answer answer) {
  for (const auto& fault : faults) {
    const auto where = in_words(fault.filter, std::nullopt);
    if (fault.kind == FaultKind::pulled && fault.moment == Moment::during) {
      pull(fault);
      return gone();
    }
    if (fault.kind == FaultKind::pulled && fault.moment == Moment::after) leaves_next_ = fault;
    const bool waits = fault.kind == FaultKind::late_answer || fault.kind == FaultKind::slow_link ||
                       fault.kind == FaultKind::no_answer;
    if (waits) {
      board_.tell(fault, where);
      hold_up(fault, command, answer);
      continue;
    }
    WireAnswer wire{Bytes(answer.data.begin(), answer.data.end()), answer.status};
    if (!distort(fault, command, wire)) continue;
    board_.tell(fault, where,
                fmt::format("the card itself answered {} bytes, {}", answer.data.size(),
                            iso7816::to_string(answer.status)));
    distorted_ = std::move(wire.data);
    answer = {wire.status, distorted_, by_fault, answer.lost};
  }
  return answer;
}

Answer FaultyCard::transmit(ByteView command) {
  const auto faults = board_.striking(selection_.seen(command));
  if (auto answer = strike_before(faults, command)) return *answer;
  return strike_after(faults, command, do_honestly(command));
}

}  // namespace tameshi::card
