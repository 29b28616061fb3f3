// READ BINARY, ISO/IEC 7816-4 §7.2.3; what this card does with it: facts/card.md §3.0.
#include <algorithm>

#include "simulator/card/commands/command.hpp"

namespace tameshi::card {
namespace {

// P1 with bit 8: a short identifier, P2 the offset; else P1-P2 is the offset into the current file.
struct Target {
  Reference reference;
  std::size_t offset = 0;
};

Target target_of(Stage& stage, const iso7816::CommandApdu& command) {
  if ((command.p1 & 0x80) == 0) return {{stage.session.file, Rule::no_current_file}, command.p1p2()};
  if ((command.p1 & 0x1F) == 0) return {{nullptr, Rule::short_identifier}, 0};
  return {resolve(stage, command.p1, Rule::short_identifier), command.p2};
}

}  // namespace

iso7816::Answer read_binary(Stage& stage, const iso7816::CommandApdu& command) {
  if (!command.ne || !command.data.empty()) return stage.answer(Rule::read_length);
  const auto [reference, offset] = target_of(stage, command);
  if (reference.file == nullptr) return stage.answer(reference.refusal);
  const auto& file = *reference.file;
  if (file.kind != FileKind::transparent) return stage.answer(Rule::file_not_readable);
  if (!stage.session.opens(file)) return stage.answer(Rule::read_not_authorised);
  if (offset >= file.contents.size()) return stage.answer(Rule::offset_outside_file);
  // Fewer bytes than Le are no warning on this card: 9000, never 6282.
  const auto count = std::min<std::size_t>(*command.ne, file.contents.size() - offset);
  return stage.answer(Rule::read, ByteView(file.contents).subspan(offset, count));
}

}  // namespace tameshi::card
