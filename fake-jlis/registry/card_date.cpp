#include "fake-jlis/registry/card_date.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <vector>

namespace tameshi::jlis::registry {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using std::chrono::years;

constexpr int longest = 150;  // years; and the same bound, in days, keeps arithmetic small

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::optional<int> number_in(std::string_view word, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc{} || end != word.data() + word.size() || value < 0 || value > most)
    return std::nullopt;
  return value;
}

// The member that a unit counts; singular and plural.
int* part_of(RelativeDate& date, std::string_view unit) {
  if (unit.ends_with('s')) unit.remove_suffix(1);
  if (unit == "year") return &date.years;
  if (unit == "month") return &date.months;
  if (unit == "day") return &date.days;
  return nullptr;
}

std::optional<RelativeDate> relative(std::string_view text) {
  auto words = words_of(text);
  RelativeDate out;
  if (words.size() >= 3 && words.front() == "in") {
    words.erase(words.begin());
  } else if (words.size() >= 3 && words.back() == "ago") {
    words.pop_back();
    out.ago = true;
  } else {
    return std::nullopt;
  }
  if (words.size() % 2 != 0) return std::nullopt;
  for (std::size_t at = 0; at < words.size(); at += 2) {
    int* part = part_of(out, words[at + 1]);
    const auto value = number_in(words[at], part == &out.days ? longest * 366 : longest);
    if (part == nullptr || *part != 0 || !value) return std::nullopt;
    *part = *value;
  }
  return out;
}

year_month_day within_month(year_month_day date) {
  return date.ok() ? date : year_month_day{date.year() / date.month() / std::chrono::last};
}

std::string counted(int count, std::string_view unit) {
  return count == 0 ? "" : fmt::format("{} {}{} ", count, unit, count == 1 ? "" : "s");
}

}  // namespace

Result<CardDate> parse_card_date(std::string_view text) {
  if (const auto fixed = parse_date(text)) return CardDate(*fixed);
  if (const auto moved = relative(text)) return CardDate(*moved);
  return failure(fmt::format("\"{}\" is not a date", text), "",
                 "write it as 1980-02-17, \"in 20 days\" or \"4 years 11 months ago\"");
}

year_month_day date_from(const CardDate& date, year_month_day today) {
  if (const auto* fixed = std::get_if<year_month_day>(&date)) return *fixed;
  const auto& by = std::get<RelativeDate>(date);
  const int sign = by.ago ? -1 : 1;
  const auto moved = within_month(today + years{sign * by.years} + months{sign * by.months});
  return year_month_day{sys_days{moved} + days{sign * by.days}};
}

std::string to_string(const CardDate& date) {
  if (const auto* fixed = std::get_if<year_month_day>(&date)) return tameshi::to_string(*fixed);
  const auto& by = std::get<RelativeDate>(date);
  auto span = counted(by.years, "year") + counted(by.months, "month") + counted(by.days, "day");
  if (span.empty()) span = "0 days ";
  if (by.ago) return span + "ago";
  span.pop_back();
  return "in " + span;
}

}  // namespace tameshi::jlis::registry
