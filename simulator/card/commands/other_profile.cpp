// 80 FC, which the iPhone's profile adds (facts/card.md §5.4). The generation says how it is refused.
#include "simulator/card/commands/command.hpp"

namespace tameshi::card {

iso7816::Answer other_profile(Stage& stage, const iso7816::CommandApdu&) {
  return stage.answer(Rule::profile_command);
}

}  // namespace tameshi::card
