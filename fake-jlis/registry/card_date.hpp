// A date in a persona file: a fixed one, or so long before or after the world's day, where a fixed one would
// rot.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.hpp"

namespace tameshi::jlis::registry {

// "4 years 11 months ago", "in 20 days".
struct RelativeDate {
  int years = 0;
  int months = 0;
  int days = 0;
  bool ago = false;

  bool operator==(const RelativeDate&) const = default;
};

using CardDate = std::variant<std::chrono::year_month_day, RelativeDate>;

// "2024-06-03", "in 20 days", "4 years 11 months ago".
Result<CardDate> parse_card_date(std::string_view text);

// The date, seen from a day. Years and months first, then days; a day that a month does not have is its last.
std::chrono::year_month_day date_from(const CardDate& date, std::chrono::year_month_day today);

// As it is written.
std::string to_string(const CardDate& date);

}  // namespace tameshi::jlis::registry
