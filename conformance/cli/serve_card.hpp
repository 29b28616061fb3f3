// The card that `tameshi serve` holds out beside itself.
#pragma once

#include <memory>

#include "conformance/cli/serve_ready.hpp"
#include "conformance/cli/serve_world.hpp"
#include "conformance/play/card_at_hand.hpp"
#include "fake-jlis/http/site.hpp"

namespace tameshi::cli {

struct HeldOut {
  std::unique_ptr<play::CardAtHand> card;
  CardToTell to_tell;
};

// The admin interface moves it. A card is nice to have: Trouble without one only when somebody insisted on
// it.
HeldOut hold_out(const ServeOptions& options, ServedWorld& world, jlis::http::Site& site);

}  // namespace tameshi::cli
