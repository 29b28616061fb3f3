// A card whose certificates deviate by name: fake-jlis/ca/deviations/*.yaml.
#pragma once

#include "conformance/play/issued_card.hpp"

namespace tameshi::play {

// Puts the deviation in the place of each honest certificate that it applies to; the holder's key changes
// with it. The registry goes on knowing the honest ones. Trouble when it applies to none that this card has.
void deviate_certificates(IssuedCard& card, const jlis::registry::Persona& persona, const CardOrder& order,
                          Office& office);

}  // namespace tameshi::play
