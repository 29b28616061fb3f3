// What a layout calls a word: everything known of the persona, the card and its pictures, as bytes.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "fake-jlis/personalisation/personalise.hpp"

namespace tameshi::jlis::personalisation {

using Words = std::map<std::string, Bytes, std::less<>>;

Words words_of(const registry::Persona& persona, const Terms& terms);

}  // namespace tameshi::jlis::personalisation
