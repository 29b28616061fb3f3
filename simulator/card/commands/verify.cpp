// VERIFY, ISO/IEC 7816-4 §7.5.6; what this card does with it: facts/card.md §4.
#include "simulator/card/commands/command.hpp"

namespace tameshi::card {
namespace {

constexpr std::size_t longest_pin = 16;

iso7816::Answer tell_tries(Stage& stage, const Pin& pin, const iso7816::CommandApdu& command) {
  if (command.ne) return stage.answer(Rule::tries_asked_with_le);
  return stage.answer_counting(Rule::tries_asked, pin.counter.left());
}

iso7816::Answer present(Stage& stage, Pin& pin, std::size_t position, ByteView data) {
  if (data.size() > longest_pin) return stage.answer(Rule::pin_length);
  if (pin.counter.is_blocked()) return stage.answer(Rule::pin_blocked);
  if (text_of(data) == pin.value.plain()) {
    pin.counter.succeed();
    stage.session.verified.set(position);
    return stage.answer(Rule::pin_right);
  }
  // A miss also takes back what an earlier success opened (ISO/IEC 7816-4 §9.3.5; facts/card.md §2.2).
  pin.counter.miss();
  stage.session.verified.reset(position);
  return stage.answer_counting(Rule::pin_wrong, pin.counter.left());
}

}  // namespace

iso7816::Answer verify(Stage& stage, const iso7816::CommandApdu& command) {
  if (command.p1 != 0) return stage.answer(Rule::verify_parameters);
  const auto reference = resolve(stage, command.p2, Rule::verify_parameters);
  if (reference.file == nullptr) return stage.answer(reference.refusal);
  if (reference.file->kind != FileKind::pin) return stage.answer(Rule::not_a_pin);
  const auto position = reference.file->pin;
  auto& pin = stage.session.application->pins[position];
  if (command.data.empty()) return tell_tries(stage, pin, command);
  return present(stage, pin, position, command.data);
}

}  // namespace tameshi::card
