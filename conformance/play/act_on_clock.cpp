#include "conformance/play/stage.hpp"

namespace tameshi::play {

Ending act_on_clock(Stage& stage, const scenario::Step& step) {
  auto* clock = stage.world.frozen_clock();
  if (clock == nullptr) {
    throw Trouble("the clock of this world cannot be moved", to_string(step.place),
                  "give it a start with given: clock:");
  }
  if (const auto* by = step.parameter("by")) clock->advance(value_or_trouble(parse_duration(by->value)));
  if (const auto* to = step.parameter("to")) clock->set(value_or_trouble(parse_instant(to->value)));
  if (stage.jlis != nullptr) stage.jlis->clock_moved();
  return {};
}

}  // namespace tameshi::play
