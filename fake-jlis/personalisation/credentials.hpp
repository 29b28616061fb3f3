// 照合番号A and B, the birth date key, and the PINs, as the card compares them (facts/card.md §3.3, §4).
#pragma once

#include <map>
#include <string>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "fake-jlis/registry/persona.hpp"

namespace tameshi::jlis::personalisation {

// Birth date YYMMDD with the year of its era, expiry YYYY (Gregorian), security code.
std::string number_b(const registry::Persona& persona, Instant not_after);

// The first six digits of that.
std::string birth_key(const registry::Persona& persona);

// By the names that the card's tables take. What the persona has not set is not there.
std::map<std::string, Secret> credentials_of(const registry::Persona& persona, Instant not_after);

}  // namespace tameshi::jlis::personalisation
