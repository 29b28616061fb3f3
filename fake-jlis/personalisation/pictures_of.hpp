// The five images of a card, by the words of the layouts.
#pragma once

#include "fake-jlis/personalisation/words.hpp"

namespace tameshi::jlis::personalisation {

Words pictures_of(const registry::Persona& persona, Images images);

}  // namespace tameshi::jlis::personalisation
