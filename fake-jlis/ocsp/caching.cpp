#include "fake-jlis/ocsp/caching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tameshi::jlis::ocsp {

std::string http_date(Instant instant) {
  static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(instant - day)};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

std::vector<NamedText> caching_headers(const Caching& caching, Instant now) {
  const auto left = std::chrono::floor<std::chrono::seconds>(caching.expires - now).count();
  return {{"Last-Modified", http_date(caching.last_modified)},
          {"Expires", http_date(caching.expires)},
          {"ETag", fmt::format("\"{}\"", caching.etag)},
          {"Cache-Control",
           fmt::format("max-age={}, public, no-transform, must-revalidate", std::max<long>(left, 0))},
          {"Date", http_date(now)}};
}

}  // namespace tameshi::jlis::ocsp
