#include "base/journal.hpp"

#include <set>

#include "base/testing/cases.hpp"

using namespace tameshi;
using testing::text_at;

namespace {

void check(const yaml::Node& test) {
  const auto line = text_at(test, "line");
  const auto event = event_from_json(line, "journal.jsonl:7");
  if (test.find("refused") == nullptr) {
    if (!event) BOOST_FAIL(to_string(event.error()));
    BOOST_TEST(to_json_line(*event) == (test.find("again") ? text_at(test, "again") : line));
    return;
  }
  BOOST_REQUIRE_MESSAGE(!event.has_value(), "accepted");
  BOOST_TEST(event.error().where == "journal.jsonl:7");
  BOOST_TEST(event.error().what.find(text_at(test, "refused")) != std::string::npos, event.error().what);
}

CASES("journal_lines", "journal.cases.yaml", check);

constexpr Instant noon{std::chrono::milliseconds{1'775'012'400'000}};

Event round_trip(const Event& event) {
  return event_from_json(to_json_line(event), "").value();
}

template <std::size_t I = 0>
void every_alternative_returns(std::set<std::string>& lines) {
  if constexpr (I < std::variant_size_v<Body>) {
    const Event event{3, noon, 2, Actor::examiner, Body(std::in_place_index<I>)};
    BOOST_TEST((round_trip(event) == event));
    lines.insert(to_json_line(event));
    every_alternative_returns<I + 1>(lines);
  }
}

BOOST_AUTO_TEST_SUITE(journal)

BOOST_AUTO_TEST_CASE(every_kind_of_event_has_a_form_of_its_own) {
  std::set<std::string> lines;
  every_alternative_returns(lines);
  BOOST_TEST(lines.size() == std::variant_size_v<Body>);
}

BOOST_AUTO_TEST_CASE(every_kind_of_event_has_a_golden_line) {
  std::set<std::size_t> kinds;
  for (const auto& test : testing::read_cases(TAMESHI_ROOM "/journal.cases.yaml").items) {
    if (const auto event = event_from_json(text_at(test, "line"), "")) kinds.insert(event->body.index());
  }
  BOOST_TEST(kinds.size() == std::variant_size_v<Body>);
}

BOOST_AUTO_TEST_CASE(every_actor_has_a_word) {
  for (const auto actor : {Actor::harness, Actor::subject, Actor::card, Actor::reader, Actor::clock,
                           Actor::examiner, Actor::resident, Actor::j_lis}) {
    BOOST_TEST((actor_from(to_string(actor)) == actor));
  }
  BOOST_TEST(!actor_from("cat").has_value());
}

BOOST_AUTO_TEST_CASE(what_is_not_utf8_is_replaced_and_the_line_stays_json) {
  const Event event{1, noon, 1, Actor::subject,
                    ProcessRun{{"tool"}, 0, 0, false, "a\xFF\xE3\x81 b", "\xED\xA0\x80"}};
  const auto back = round_trip(event);
  const auto& run = std::get<ProcessRun>(back.body);
  BOOST_TEST(run.output == "a\uFFFD\uFFFD b");
  BOOST_TEST(run.errors.starts_with("\uFFFD"));
  BOOST_TEST(to_json_line(back) == to_json_line(round_trip(back)));
}

BOOST_AUTO_TEST_CASE(a_line_is_one_line) {
  const Event event{1, noon, 1, Actor::harness, HarnessTrouble{"one\ntwo\r\n\u2028"}};
  BOOST_TEST(to_json_line(event).find('\n') == std::string::npos);
  BOOST_TEST((round_trip(event) == event));
}

BOOST_AUTO_TEST_CASE(events_are_numbered_from_one_and_stamped_with_clock_and_step) {
  FrozenClock clock(noon);
  Journal journal(clock);
  journal.write(Actor::harness, HarnessTrouble{"first"});
  clock.advance(std::chrono::seconds{5});
  journal.set_step(4);
  journal.write(Actor::reader, CardEvent{"removed", ""});
  const auto events = journal.events();
  BOOST_REQUIRE(events.size() == 2);
  BOOST_TEST((events[0] == Event{1, noon, 0, Actor::harness, HarnessTrouble{"first"}}));
  BOOST_TEST(
      (events[1] == Event{2, noon + std::chrono::seconds{5}, 4, Actor::reader, CardEvent{"removed", ""}}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
