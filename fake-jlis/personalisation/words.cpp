#include "fake-jlis/personalisation/words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "fake-jlis/personalisation/pictures_of.hpp"

namespace tameshi::jlis::personalisation {
namespace {

std::string day_of(Instant instant) {
  const auto date = in_japan(instant).date;
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

// YYYYMMDD with zeros for what is not known: the register's form without the era.
std::string birth_date_of(const registry::Persona& persona) {
  return digits(persona.birth).substr(1);
}

// '1' male, '2' female, '9' anything else (facts/card.md §3.2, DF25).
std::string sex_of(const registry::Persona& persona) {
  if (persona.sex == registry::Sex::male) return "1";
  return persona.sex == registry::Sex::female ? "2" : "9";
}

// 製造番号, fifteen characters of which readers drop the first two (facts/card.md §3.4). OURS: "99" and the
// serial.
std::string card_number(std::uint64_t serial) {
  constexpr std::uint64_t thirteen_digits = 10'000'000'000'000;
  return fmt::format("99{:013}", serial % thirteen_digits);
}

// Invented digits that are always the same for the same person and purpose.
std::string digits_for(const std::string& purpose, const registry::Persona& persona, std::size_t count) {
  const auto hash = openssl::sha256(bytes_of(purpose + persona.my_number));
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += static_cast<char>('0' + hash[i] % 10);
  return out;
}

// 住民票コード. OURS and FAKE: four zeros and seven digits.
std::string resident_record_code(const registry::Persona& persona) {
  return "0000" + digits_for("resident record ", persona, 7);
}

// OURS: what somebody might load into the free area.
std::string member_number(const registry::Persona& persona) {
  return "FAKE-" + digits_for("member ", persona, 8);
}

}  // namespace

Words words_of(const registry::Persona& persona, const Terms& terms) {
  Words words{{"my-number", bytes_of(persona.my_number)},
              {"name", bytes_of(persona.name)},
              {"address", bytes_of(persona.address)},
              {"birth-date", bytes_of(birth_date_of(persona))},
              {"sex", bytes_of(sex_of(persona))},
              {"municipality", bytes_of(persona.municipality.code)},
              {"expiry", bytes_of(day_of(terms.not_after))},
              {"card-number", bytes_of(card_number(terms.serial))},
              {"resident-record-code", bytes_of(resident_record_code(persona))},
              {"member-number", bytes_of(member_number(persona))}};
  words.merge(pictures_of(persona, terms.images));
  return words;
}

}  // namespace tameshi::jlis::personalisation
