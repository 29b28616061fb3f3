// Authentication of a terminal without PIN, 80 A2 (facts/card.md §5.3). Published are the two commands that
// bring the terminal's CV certificate; whose signature on it the card believes, and what follows, is not.
// OURS: the card takes the body, and then refuses whatever signature comes.
#include "simulator/card/commands/command.hpp"

namespace tameshi::card {
namespace {

constexpr std::uint16_t certificate_body = 0x06C1;
constexpr std::uint16_t certificate_signature = 0x00C1;

// 7F21 { 5F4E …, the first half of the certificate: 307 bytes.
bool is_body(ByteView data) {
  constexpr std::size_t size = 307;
  return data.size() == size && be16(data) == 0x7F21 && be16(data.subspan(5)) == 0x5F4E;
}

// 5F37 82 0100 and the signature of an RSA-2048 key.
bool is_signature(ByteView data) {
  constexpr std::size_t size = 5 + 256;
  return data.size() == size && be16(data) == 0x5F37 && data[2] == 0x82 && be16(data.subspan(3)) == 256;
}

iso7816::Answer take_body(Stage& stage, ByteView data) {
  if (!is_body(data)) return stage.answer(Rule::terminal_data);
  stage.session.terminal_certificate_taken = true;
  return stage.answer(Rule::terminal_certificate_taken);
}

iso7816::Answer judge_signature(Stage& stage, ByteView data) {
  if (!is_signature(data)) return stage.answer(Rule::terminal_data);
  if (!stage.session.terminal_certificate_taken) return stage.answer(Rule::terminal_order);
  stage.session.terminal_certificate_taken = false;
  return stage.answer(Rule::terminal_refused);
}

}  // namespace

iso7816::Answer authenticate_terminal(Stage& stage, const iso7816::CommandApdu& command) {
  const auto form = command.p1p2();
  if (form != certificate_body && form != certificate_signature)
    return stage.answer(Rule::terminal_parameters);
  const auto* file = stage.session.file;
  if (file == nullptr) return stage.answer(Rule::no_current_file);
  if (stage.session.application->table->terminal_reference != file->id)
    return stage.answer(Rule::terminal_not_here);
  return form == certificate_body ? take_body(stage, command.data) : judge_signature(stage, command.data);
}

}  // namespace tameshi::card
