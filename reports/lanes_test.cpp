#include "reports/lanes.hpp"

#include <boost/test/unit_test.hpp>

#include "reports/sample_report.hpp"

namespace tameshi::reports {
namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

// Arrows at these times after the first.
std::vector<Arrow> arrows_at(std::initializer_list<milliseconds> times) {
  std::vector<Arrow> out;
  for (const auto time : times) {
    Arrow arrow;
    arrow.time = arrow.until = Instant{time};
    out.push_back(arrow);
  }
  return out;
}

Event read_binary(std::size_t number, milliseconds at, std::string status = "9000") {
  return {number, Instant{at}, 1, Actor::card,
          ApduExchange{"00B0000004", "30820102", std::move(status), "READ BINARY", "READ BINARY 4 bytes", "",
                       ""}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lanes)

BOOST_AUTO_TEST_CASE(a_reader_stands_between_the_scenario_and_the_card) {
  const auto exchange = exchange_of(testing::failed_run());
  BOOST_REQUIRE(exchange.lanes.size() == 3U);
  BOOST_TEST((exchange.lanes[0].kind == LaneKind::tester));
  BOOST_TEST((exchange.lanes[1].kind == LaneKind::subject));
  BOOST_TEST((exchange.lanes[2].kind == LaneKind::card));
}

BOOST_AUTO_TEST_CASE(a_relying_party_has_the_card_before_it_and_each_service_behind_it) {
  const auto exchange = exchange_of(testing::lied_to_run());
  BOOST_REQUIRE(exchange.lanes.size() == 5U);
  BOOST_TEST((exchange.lanes[0].kind == LaneKind::card));
  BOOST_TEST(exchange.lanes[3].service == "ocsp");
  BOOST_TEST(exchange.lanes[4].service == "crl");
}

BOOST_AUTO_TEST_CASE(every_arrow_stands_for_events_that_are_there_and_in_their_order) {
  for (const auto& sample : testing::samples()) {
    for (const auto& run : sample.report.runs) {
      std::size_t next = 1;
      for (const auto& arrow : exchange_of(run).arrows) {
        BOOST_TEST(arrow.event == next, sample.name << " event " << next);
        next += arrow.count;
      }
      BOOST_TEST(next == run.journal.size() + 1);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_long_read_is_one_arrow_until_its_answer_changes) {
  RunResult run;
  run.journal = {read_binary(1, 0ms), read_binary(2, 10ms), read_binary(3, 20ms),
                 read_binary(4, 30ms, "6B00")};
  const auto arrows = exchange_of(run).arrows;
  BOOST_REQUIRE(arrows.size() == 2U);
  BOOST_TEST(arrows[0].count == 3U);
  BOOST_TEST((arrows[0].until == Instant{20ms}));
  BOOST_TEST(!arrows[1].is_well);
}

BOOST_AUTO_TEST_CASE(a_read_that_pauses_is_two_arrows) {
  RunResult run;
  run.journal = {read_binary(1, 0ms), read_binary(2, 5000ms)};
  BOOST_TEST(exchange_of(run).arrows.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_clock_that_stands_still_has_no_scale) {
  const auto arrows = arrows_at({0ms, 0ms, 0ms});
  BOOST_TEST(!time_of_row(arrows));
  BOOST_TEST((distance(arrows[0], arrows[1], std::nullopt).stretch == Stretch::spread));
}

BOOST_AUTO_TEST_CASE(usual_waits_set_the_scale_and_days_do_not) {
  const auto arrows = arrows_at({0ms, 100ms, 200ms, 24h});
  const auto row = time_of_row(arrows);
  BOOST_REQUIRE(row);
  BOOST_TEST((*row == 100ms));
}

BOOST_AUTO_TEST_CASE(waits_are_drawn_to_scale) {
  const auto arrows = arrows_at({0ms, 100ms, 350ms});
  const auto one = distance(arrows[0], arrows[1], 100ms);
  const auto more = distance(arrows[1], arrows[2], 100ms);
  BOOST_TEST((one.stretch == Stretch::scaled));
  BOOST_TEST(one.pixels == row_pixels);
  BOOST_TEST((more.stretch == Stretch::scaled));
  BOOST_TEST(more.pixels == row_pixels * 5 / 2);
}

BOOST_AUTO_TEST_CASE(what_is_closer_than_a_row_is_spread_and_what_is_long_is_cut) {
  const auto arrows = arrows_at({0ms, 99ms, 24h});
  BOOST_TEST((distance(arrows[0], arrows[1], 100ms).stretch == Stretch::spread));
  const auto day = distance(arrows[1], arrows[2], 100ms);
  BOOST_TEST((day.stretch == Stretch::cut));
  BOOST_TEST(day.pixels == 2 * row_pixels);
}

BOOST_AUTO_TEST_CASE(a_clock_that_was_set_back_is_no_wait) {
  const auto arrows = arrows_at({1000ms, 0ms});
  BOOST_TEST((distance(arrows[0], arrows[1], 100ms).stretch == Stretch::spread));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::reports
