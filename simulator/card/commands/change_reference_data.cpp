// Two commands that give a PIN a new value after VERIFY, each known to some PINs only (facts/card.md §4):
// CHANGE REFERENCE DATA, ISO/IEC 7816-4 §7.5.7, with P1 01 and the new PIN alone, and JICSAP's CHANGE KEY.
#include <algorithm>

#include "simulator/card/commands/command.hpp"

namespace tameshi::card {
namespace {

constexpr std::uint8_t new_reference_only = 0x01;

bool may_be_in(Characters characters, std::uint8_t c) {
  const bool digit = c >= '0' && c <= '9';
  const bool capital = c >= 'A' && c <= 'Z';
  return digit || (characters == Characters::digits_and_capitals && capital);
}

bool has_form(const PinRow& row, ByteView pin) {
  if (pin.size() < row.shortest || pin.size() > row.longest) return false;
  return std::all_of(pin.begin(), pin.end(), [&](std::uint8_t c) { return may_be_in(row.characters, c); });
}

iso7816::Answer change(Stage& stage, const iso7816::CommandApdu& command, ChangedBy how, Rule bad_parameter) {
  const auto reference = resolve(stage, command.p2, bad_parameter);
  if (reference.file == nullptr) return stage.answer(reference.refusal);
  if (reference.file->kind != FileKind::pin) return stage.answer(Rule::not_a_pin);
  const auto position = reference.file->pin;
  auto& pin = stage.session.application->pins[position];
  if (pin.counter.is_blocked()) return stage.answer(Rule::pin_blocked);
  if (pin.row->changed_by != how) return stage.answer(Rule::not_changed_so);
  if (!stage.session.verified.test(position)) return stage.answer(Rule::change_not_verified);
  if (!has_form(*pin.row, command.data)) return stage.answer(Rule::new_pin_form);
  pin.value = Secret(std::string(text_of(command.data)));
  pin.counter.succeed();
  return stage.answer(Rule::pin_changed);
}

}  // namespace

iso7816::Answer change_reference_data(Stage& stage, const iso7816::CommandApdu& command) {
  if (command.p1 != new_reference_only) return stage.answer(Rule::change_parameters);
  return change(stage, command, ChangedBy::change_reference_data, Rule::change_parameters);
}

iso7816::Answer change_key(Stage& stage, const iso7816::CommandApdu& command) {
  if (command.p1 != 0) return stage.answer(Rule::change_key_parameters);
  return change(stage, command, ChangedBy::change_key, Rule::change_key_parameters);
}

}  // namespace tameshi::card
