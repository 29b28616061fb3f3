// INTERNAL AUTHENTICATE, ISO/IEC 7816-4 §7.5.2; the common application's key 0019: facts/card.md §5.2.
#include "simulator/card/commands/command.hpp"

namespace tameshi::card {

iso7816::Answer internal_authenticate(Stage& stage, const iso7816::CommandApdu& command) {
  constexpr std::size_t longest = 255;
  if (command.p1 != 0) return stage.answer(Rule::internal_parameters);
  const auto reference = resolve(stage, command.p2, Rule::internal_parameters);
  if (reference.refusal == Rule::internal_parameters) return stage.answer(Rule::internal_parameters);
  const auto* file = reference.file;
  const bool usable = file != nullptr && file->key_row != nullptr &&
                      file->key_row->use == KeyUse::internal_authentication && stage.session.opens(*file);
  if (!usable) return stage.answer(Rule::internal_not_here);
  if (command.data.empty() || command.data.size() > longest) return stage.answer(Rule::internal_length);
  stage.scratch = file->key.sign_sha256(command.data);
  return stage.answer(Rule::internally_authenticated, stage.scratch);
}

}  // namespace tameshi::card
