#include "base/clock.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>

namespace tameshi {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr hours japan_offset{9};

// A cursor over the text of a date: each step takes what it names or the whole parse is off.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  std::optional<int> number(std::size_t width) {
    int value = 0;
    // from_chars would take a sign, and "-0" is no number here.
    if (rest_.size() < width || rest_.front() == '-') return std::nullopt;
    const auto* end = rest_.data() + width;
    const auto [stop, error] = std::from_chars(rest_.data(), end, value);
    if (error != std::errc{} || stop != end) return std::nullopt;
    rest_.remove_prefix(width);
    return value;
  }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  [[nodiscard]] bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

std::optional<year_month_day> date_from(Cursor& cursor) {
  const auto year = cursor.number(4);
  if (!year || !cursor.take('-')) return std::nullopt;
  const auto month = cursor.number(2);
  if (!month || !cursor.take('-')) return std::nullopt;
  const auto day = cursor.number(2);
  if (!day) return std::nullopt;
  const year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                            std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::optional<milliseconds> time_from(Cursor& cursor) {
  const auto hour = cursor.number(2);
  if (!hour || *hour > 23 || !cursor.take(':')) return std::nullopt;
  const auto minute = cursor.number(2);
  if (!minute || *minute > 59) return std::nullopt;
  milliseconds out = hours{*hour} + minutes{*minute};
  if (cursor.take(':')) {
    const auto second = cursor.number(2);
    if (!second || *second > 59) return std::nullopt;
    out += seconds{*second};
    if (cursor.take('.')) {
      const auto fraction = cursor.number(3);
      if (!fraction) return std::nullopt;
      out += milliseconds{*fraction};
    }
  }
  return out;
}

std::optional<minutes> offset_from(Cursor& cursor) {
  if (cursor.take('Z')) return minutes{0};
  const bool minus = cursor.take('-');
  if (!minus && !cursor.take('+')) return std::nullopt;
  const auto hour = cursor.number(2);
  if (!hour || *hour > 14 || !cursor.take(':')) return std::nullopt;
  const auto minute = cursor.number(2);
  if (!minute || *minute > 59) return std::nullopt;
  const minutes offset = hours{*hour} + minutes{*minute};
  return minus ? -offset : offset;
}

std::optional<Instant> instant_from(std::string_view text) {
  Cursor cursor(text);
  const auto date = date_from(cursor);
  if (!date) return std::nullopt;
  if (cursor.done()) return start_of_day_in_japan(*date);
  if (!cursor.take('T')) return std::nullopt;
  const auto time = time_from(cursor);
  if (!time) return std::nullopt;
  const auto offset = offset_from(cursor);
  if (!offset || !cursor.done()) return std::nullopt;
  const auto instant = Instant{sys_days{*date}} + *time - *offset;
  // The offset may carry it out of the four digits in which it could be written back.
  const auto year = static_cast<int>(in_japan(instant).date.year());
  if (year < 0 || year > 9999) return std::nullopt;
  return instant;
}

}  // namespace

CivilTime in_japan(Instant instant) {
  const auto local = instant + japan_offset;
  const auto day = std::chrono::floor<days>(local);
  return {year_month_day{day}, std::chrono::hh_mm_ss<milliseconds>{local - day}};
}

Instant start_of_day_in_japan(year_month_day date) {
  return Instant{sys_days{date}} - japan_offset;
}

Instant end_of_day_in_japan(year_month_day date) {
  return start_of_day_in_japan(date) + days{1} - seconds{1};
}

std::string to_string(year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string to_string(Instant instant) {
  const auto civil = in_japan(instant);
  auto out = fmt::format("{}T{:02}:{:02}:{:02}", to_string(civil.date), civil.time.hours().count(),
                         civil.time.minutes().count(), civil.time.seconds().count());
  if (const auto ms = civil.time.subseconds().count(); ms != 0) out += fmt::format(".{:03}", ms);
  return out + "+09:00";
}

Result<Instant> parse_instant(std::string_view text) {
  const auto instant = instant_from(text);
  if (!instant) {
    return failure(fmt::format("\"{}\" is not a time", text), "",
                   "write it as 2026-04-01T09:00:00+09:00, or 2026-04-01 for midnight in Japan");
  }
  return *instant;
}

Result<year_month_day> parse_date(std::string_view text) {
  Cursor cursor(text);
  const auto date = date_from(cursor);
  if (!date || !cursor.done()) {
    return failure(fmt::format("\"{}\" is not a date", text), "", "write it as 1980-02-17");
  }
  return *date;
}

Result<milliseconds> parse_duration(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, milliseconds>, 5> units{
      {{"ms", milliseconds{1}}, {"s", seconds{1}}, {"min", minutes{1}}, {"h", hours{1}}, {"d", days{1}}}};
  long count = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  std::string_view unit(stop, static_cast<std::size_t>(text.data() + text.size() - stop));
  while (unit.starts_with(' ')) unit.remove_prefix(1);
  for (const auto& [name, length] : units) {
    const bool sane = error == std::errc{} && !text.starts_with('-') && count < 1'000'000'000;
    if (sane && unit == name) return count * length;
  }
  return failure(fmt::format("\"{}\" is not a length of time", text), "",
                 "write a whole number and a unit: 250 ms, 90 s, 20 min, 6 h, 3 d");
}

}  // namespace tameshi
