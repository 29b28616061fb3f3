#include "base/clock.hpp"

#include "base/testing/cases.hpp"

using namespace tameshi;
using namespace std::chrono_literals;
using testing::text_at;

namespace {

// What was read, written back; a refusal must say what it was given and what to write instead.
template <typename T, typename Write>
void check_read(const yaml::Node& test, const Result<T>& read, std::string_view input, Write write) {
  if (test.find("refused") == nullptr) {
    BOOST_REQUIRE_MESSAGE(read.has_value(), "refused");
    write(*read);
    return;
  }
  BOOST_REQUIRE_MESSAGE(!read.has_value(), "accepted");
  BOOST_TEST(read.error().what.starts_with("\"" + std::string(input) + "\" is not a "));
  BOOST_TEST(!read.error().cure.empty());
}

void check(const yaml::Node& test) {
  const auto is = [&](auto value) { BOOST_TEST(to_string(value) == text_at(test, "is")); };
  const auto lasts = [&](auto value) {
    BOOST_TEST(std::to_string(value.count()) == text_at(test, "milliseconds"));
  };
  if (test.find("instant") != nullptr) {
    check_read(test, parse_instant(text_at(test, "instant")), text_at(test, "instant"), is);
  } else if (test.find("date") != nullptr) {
    check_read(test, parse_date(text_at(test, "date")), text_at(test, "date"), is);
  } else {
    check_read(test, parse_duration(text_at(test, "duration")), text_at(test, "duration"), lasts);
  }
}

CASES("clock", "clock.cases.yaml", check);

Instant instant(std::string_view text) {
  return parse_instant(text).value();
}

BOOST_AUTO_TEST_SUITE(clock_in_japan)

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back) {
  // Steps of a prime number of milliseconds meet every field's boundaries between 1949 and 2051.
  const auto end = instant("2051-01-01");
  for (auto at = instant("1949-12-31"); at < end; at += 86'028'157'013ms) {
    BOOST_TEST(to_string(instant(to_string(at))) == to_string(at));
    BOOST_TEST((instant(to_string(at)) == at));
  }
}

BOOST_AUTO_TEST_CASE(a_day_ends_one_second_before_the_next_begins) {
  const auto leap_day = parse_date("2028-02-29").value();
  const auto next_day = parse_date("2028-03-01").value();
  BOOST_TEST(to_string(end_of_day_in_japan(leap_day)) == "2028-02-29T23:59:59+09:00");
  BOOST_TEST((end_of_day_in_japan(leap_day) == instant("2028-02-29T14:59:59Z")));
  BOOST_TEST((end_of_day_in_japan(leap_day) + 1s == start_of_day_in_japan(next_day)));
}

BOOST_AUTO_TEST_CASE(civil_time_changes_day_at_15_hours_utc) {
  const auto before = in_japan(instant("2026-03-31T14:59:59.999Z"));
  BOOST_TEST(to_string(before.date) == "2026-03-31");
  BOOST_TEST(before.time.hours().count() == 23);
  const auto after = in_japan(instant("2026-03-31T15:00:00Z"));
  BOOST_TEST(to_string(after.date) == "2026-04-01");
  BOOST_TEST(after.time.hours().count() == 0);
}

BOOST_AUTO_TEST_CASE(a_frozen_clock_moves_only_when_told) {
  FrozenClock clock(instant("2026-04-01"));
  BOOST_TEST((clock.now() == clock.now()));
  clock.advance(90s);
  BOOST_TEST(to_string(clock.now()) == "2026-04-01T00:01:30+09:00");
  clock.set(instant("2020-01-01"));
  BOOST_TEST(to_string(clock.now()) == "2020-01-01T00:00:00+09:00");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
