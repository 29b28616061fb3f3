#include "fake-jlis/registry/birth_date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tameshi::jlis::registry {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

struct EraRow {
  Era era;
  std::chrono::year_month_day first_day;
};

// Latest first. 明治 counts from the first day of its year (lunar new year, 25 January 1868), by the
// rescript's own words; the others from the day of the change (元号法 and the ordinances before it).
constexpr std::array eras{
    EraRow{Era::reiwa, 2019y / 5 / 1},   EraRow{Era::heisei, 1989y / 1 / 8},
    EraRow{Era::showa, 1926y / 12 / 25}, EraRow{Era::taisho, 1912y / 7 / 30},
    EraRow{Era::meiji, 1868y / 1 / 25},
};

}  // namespace

std::optional<Era> era_of(std::chrono::year_month_day date) {
  const auto* row = std::find_if(eras.begin(), eras.end(),
                                 [&](const EraRow& r) { return sys_days{r.first_day} <= sys_days{date}; });
  if (row == eras.end()) return std::nullopt;
  return row->era;
}

unsigned era_year(Era era, std::chrono::year year) {
  const auto* row = std::find_if(eras.begin(), eras.end(), [&](const EraRow& r) { return r.era == era; });
  if (row == eras.end()) return 0;
  return static_cast<unsigned>(static_cast<int>(year) - static_cast<int>(row->first_day.year()) + 1);
}

std::string digits(const BirthDate& birth) {
  return fmt::format("{}{:04}{:02}{:02}", static_cast<unsigned>(birth.era),
                     static_cast<int>(birth.date.year()), static_cast<unsigned>(birth.date.month()),
                     static_cast<unsigned>(birth.date.day()));
}

}  // namespace tameshi::jlis::registry
