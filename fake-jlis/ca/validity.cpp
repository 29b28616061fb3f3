#include "fake-jlis/ca/validity.hpp"

#include <algorithm>

namespace tameshi::jlis::ca {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::years;
using namespace std::chrono_literals;

constexpr year_month_day adults_are_18_from = 2022y / 4 / 1;

// The date in another year; 29 February falls on the 28th in a common one.
year_month_day in_year(year_month_day date, year y) {
  const year_month_day same{y, date.month(), date.day()};
  return same.ok() ? same : year_month_day{y, month{2}, day{28}};
}

// The n-th birthday after the day of issue.
year_month_day birthday_after(year_month_day birth, year_month_day issued, int n) {
  const bool this_year_counts = sys_days{in_year(birth, issued.year())} > sys_days{issued};
  return in_year(birth, issued.year() + years{this_year_counts ? n - 1 : n});
}

bool has_turned(int age, year_month_day birth, year_month_day on) {
  return sys_days{in_year(birth, birth.year() + years{age})} <= sys_days{on};
}

}  // namespace

year_month_day reckoned_birth(const registry::BirthDate& birth, Instant issued_at) {
  constexpr years surely_adult{30};
  const auto& date = birth.date;
  const auto issued = in_japan(issued_at).date;
  if (static_cast<int>(date.year()) == 0) return in_year(issued, issued.year() - surely_adult);
  const auto known_month = static_cast<unsigned>(date.month()) == 0 ? month{1} : date.month();
  return {date.year(), known_month, static_cast<unsigned>(date.day()) == 0 ? day{1} : date.day()};
}

Instant certificate_not_after(const ValidityTerms& terms) {
  const auto issued = in_japan(terms.issued_at).date;
  auto end = end_of_day_in_japan(birthday_after(terms.birth, issued, terms.renewal ? 6 : 5));
  if (terms.card_not_after) end = std::min(end, *terms.card_not_after);
  if (terms.authentication_not_after) end = std::min(end, *terms.authentication_not_after);
  return end;
}

Instant renewal_opens(Instant not_after) {
  const auto same_day = in_japan(not_after).date - std::chrono::months{3};
  const auto last_day = same_day.year() / same_day.month() / std::chrono::last;
  return start_of_day_in_japan(same_day.ok() ? same_day : year_month_day{last_day});
}

Instant card_not_after(year_month_day birth, Instant issued_at) {
  const auto issued = in_japan(issued_at).date;
  const int adult = sys_days{issued} >= sys_days{adults_are_18_from} ? 18 : 20;
  return end_of_day_in_japan(birthday_after(birth, issued, has_turned(adult, birth, issued) ? 10 : 5));
}

Instant authority_not_after(Instant issued_at) {
  const auto issued = in_japan(issued_at).date;
  return end_of_day_in_japan(in_year(issued, issued.year() + years{10})) - days{1};
}

bool may_have_signature_certificate(year_month_day birth, Instant issued_at) {
  return has_turned(15, birth, in_japan(issued_at).date);
}

}  // namespace tameshi::jlis::ca
