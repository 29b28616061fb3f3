#include "fake-jlis/personalisation/credentials.hpp"

#include <fmt/format.h>

namespace tameshi::jlis::personalisation {
namespace {

// OURS where the facts are silent: without an era the last two digits of the Gregorian year, and 00 for what
// is not known.
unsigned year_of_key(const registry::BirthDate& birth) {
  const auto year = birth.date.year();
  if (static_cast<int>(year) == 0) return 0;
  if (birth.era != registry::Era::unknown) return registry::era_year(birth.era, year);
  return static_cast<unsigned>(static_cast<int>(year)) % 100;
}

}  // namespace

std::string birth_key(const registry::Persona& persona) {
  return fmt::format("{:02}{:02}{:02}", year_of_key(persona.birth),
                     static_cast<unsigned>(persona.birth.date.month()),
                     static_cast<unsigned>(persona.birth.date.day()));
}

std::string number_b(const registry::Persona& persona, Instant not_after) {
  const auto expiry = static_cast<int>(in_japan(not_after).date.year());
  return fmt::format("{}{:04}{}", birth_key(persona), expiry, persona.card.security_code.plain());
}

std::map<std::string, Secret> credentials_of(const registry::Persona& persona, Instant not_after) {
  const auto& pins = persona.pins;
  std::map<std::string, Secret> out{
      {"input-support-pin", pins.input_support},
      {"number-a", Secret(persona.my_number)},
      {"number-b", Secret(number_b(persona, not_after))},
      {"birth-key", Secret(birth_key(persona))},
      {"resident-register-pin", pins.resident_register},
      {"common-pin", pins.resident_register},  // one choice of the resident's for both (facts/card.md §4)
      {"free-area-pin", pins.input_support},   // OURS
  };
  std::erase_if(out, [](const auto& entry) { return entry.second.empty(); });
  return out;
}

}  // namespace tameshi::jlis::personalisation
