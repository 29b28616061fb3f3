// A date of birth as the register keeps it: with its era, and with zeros where a part is not known.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace tameshi::jlis::registry {

// The digit E of EYYYYMMDD, facts/pki.md §1.5 (".4").
enum class Era : std::uint8_t { unknown = 0, meiji = 1, taisho = 2, showa = 3, heisei = 4, reiwa = 5 };

struct BirthDate {
  Era era = Era::unknown;
  // Gregorian. A year, month or day of 0 is not known; then the date is not ok() and is good for digits()
  // only.
  std::chrono::year_month_day date{};

  [[nodiscard]] bool is_known() const { return date.ok(); }
  bool operator==(const BirthDate&) const = default;
};

// The era in which a day fell (an era's first day belongs to it); nothing before 明治.
std::optional<Era> era_of(std::chrono::year_month_day date);

// The era's own year: 昭和55 is 55. The first year is 1. For years within the era only.
unsigned era_year(Era era, std::chrono::year year);

// "319800217": the era's digit, then the Gregorian year, month and day.
std::string digits(const BirthDate& birth);

}  // namespace tameshi::jlis::registry
