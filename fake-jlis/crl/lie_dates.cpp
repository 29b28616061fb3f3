// Lies about thisUpdate and nextUpdate.
#include <fmt/format.h>

#include "base/der.hpp"
#include "fake-jlis/crl/lie_stages.hpp"

namespace tameshi::jlis::crl {
namespace {

using std::chrono::days;

// "20260331150000"
std::string digits_of(Instant at) {
  const auto day = std::chrono::floor<days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
  return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

Bytes generalized(const std::string& text) {
  return der::text(der::generalized_time_tag, text);
}
Bytes utc(const std::string& text) {
  return der::text(der::utc_time_tag, text);
}

void shift_both(ListValue& value, const Telling& by, days shift) {
  value.fields.this_update = der::time(by.publication.this_update + shift);
  value.fields.next_update = der::time(by.publication.next_update + shift);
}

days days_of(const Telling& telling) {
  return days{telling.lie.number("days")};
}

void this_update_future(ListValue& value, const Telling& by) {
  // From the end of the list's own time on, so that it is the future all day long.
  shift_both(value, by, days_of(by) + std::chrono::ceil<days>(by.schedule.every));
}

void next_update_past(ListValue& value, const Telling& by) {
  value.fields.this_update = der::time(by.publication.this_update - days{1});
  value.fields.next_update = der::time(by.publication.this_update - std::chrono::seconds{1});
}

}  // namespace

const LieTable<ValueAct>& date_lies() {
  static const LieTable<ValueAct> table{
      {"this-update-future", this_update_future},
      {"this-update-at-an-odd-hour",
       [](ListValue& value, const Telling& by) {
         value.fields.this_update = der::time(by.publication.this_update - std::chrono::seconds{11'843});
       }},
      {"next-update-absent", [](ListValue& value, const Telling&) { value.fields.next_update.clear(); }},
      {"next-update-past", next_update_past},
      {"next-update-before-this-update",
       [](ListValue& value, const Telling& by) {
         value.fields.next_update = der::time(by.publication.this_update - days{1});
       }},
      {"next-update-far",
       [](ListValue& value, const Telling& by) {
         value.fields.next_update = der::time(by.publication.this_update + days_of(by));
       }},
      {"this-update-generalized",
       [](ListValue& value, const Telling& by) {
         value.fields.this_update = generalized(digits_of(by.publication.this_update) + "Z");
       }},
      {"next-update-generalized",
       [](ListValue& value, const Telling& by) {
         value.fields.next_update = generalized(digits_of(by.publication.next_update) + "Z");
       }},
      {"this-update-with-fraction",
       [](ListValue& value, const Telling& by) {
         value.fields.this_update = generalized(digits_of(by.publication.this_update) + ".5Z");
       }},
      {"this-update-with-offset",
       [](ListValue& value, const Telling& by) {
         const auto local = digits_of(by.publication.this_update + std::chrono::hours{9});
         value.fields.this_update = utc(local.substr(2) + "+0900");
       }},
      {"this-update-without-seconds",
       [](ListValue& value, const Telling& by) {
         value.fields.this_update = utc(digits_of(by.publication.this_update).substr(2, 10) + "Z");
       }},
      {"this-update-without-zone",
       [](ListValue& value, const Telling& by) {
         value.fields.this_update = utc(digits_of(by.publication.this_update).substr(2));
       }},
      {"this-update-no-date",
       [](ListValue& value, const Telling&) { value.fields.this_update = utc("261332246161Z"); }},
      {"this-update-empty", [](ListValue& value, const Telling&) { value.fields.this_update = utc(""); }},
  };
  return table;
}

}  // namespace tameshi::jlis::crl
