// GET CHALLENGE, ISO/IEC 7816-4 §7.5.3; lengths: facts/card.md §5.2.
#include "simulator/card/commands/command.hpp"

namespace tameshi::card {

iso7816::Answer get_challenge(Stage& stage, const iso7816::CommandApdu& command) {
  if (command.p1p2() != 0) return stage.answer(Rule::challenge_parameters);
  if (!command.ne || !command.data.empty()) return stage.answer(Rule::challenge_length);
  if (command.extended) return stage.answer(Rule::challenge_extended);
  stage.scratch = stage.challenges.take(*command.ne);
  return stage.answer(Rule::challenge_given, stage.scratch);
}

}  // namespace tameshi::card
