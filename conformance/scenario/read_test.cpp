// Good scenarios, and the words in which they are shown.
#include <fmt/format.h>

#include "base/resources.hpp"
#include "base/testing/cases.hpp"
#include "conformance/scenario/scenario.hpp"
#include "conformance/scenario/vocabulary.hpp"

namespace tameshi::scenario {
namespace {

Scenario read_good(const std::string& text) {
  yaml::Problems problems;
  auto out = scenario::read(text, "s.yaml", problems);
  for (const auto& problem : problems.all()) BOOST_ERROR(to_string(problem));
  BOOST_REQUIRE(out);
  return *std::move(out);
}

Scenario read_step(const std::string& step) {
  return read_good("title: t\ngiven: { clock: 2026-04-01, documents: { contract: x } }\nsteps:\n  - " + step);
}

std::string expectation(const std::string& expect) {
  const auto scenario =
      read_step("{ subject: verify-pin, with: { key: signature, pin: wrong }, expect: " + expect + " }");
  std::string out;
  for (const auto& e : scenario.steps.at(0).expect) out += (out.empty() ? "" : "; ") + in_words(e.question);
  return out;
}

constexpr auto whole = R"(
title: Signed and verified
story: A contract.
cites: [facts/card.md §4]
tags: pin
given:
  clock: "2026-04-01T09:00:00+09:00"
  card: { of: mine/jiro.yaml }
  second-card: { of: taro }
  reader: empty
  documents: { contract: "I agree.\n" }
  trace: plain
steps:
  - subject: read-certificate
    with: { certificate: authentication }
    keep: { certificate: cert }
  - subject: sign
    with: { key: authentication, document: contract, pin: "0123" }
    keep: { signature: signed }
    expect: { outcome: [done, unclear], tries-left: 3, card: { answered: 63c2, to: perform-security-operation } }
  - card: remove
    repeat: 3
  - examiner: verify-signature
    with: { document: contract, signature: signed, certificate: cert }
    expect: { outcome: good }
expect: { secrets: never-shown, card: [{ never: "RESET RETRY COUNTER" }, { saw: Verify, times: 2 }] }
)";

}  // namespace

BOOST_AUTO_TEST_SUITE(reading)

BOOST_AUTO_TEST_CASE(everything_that_stands_there_is_read) {
  const auto scenario = read_good(whole);
  BOOST_TEST(scenario.title == "Signed and verified");
  BOOST_TEST(scenario.story == "A contract.");
  BOOST_TEST(scenario.cites == std::vector<std::string>{"facts/card.md §4"},
             boost::test_tools::per_element());
  BOOST_TEST(scenario.tags == std::vector<std::string>{"pin"}, boost::test_tools::per_element());
  BOOST_TEST(to_string(*scenario.given.clock) == "2026-04-01T09:00:00+09:00");
  BOOST_TEST(scenario.given.persona == "mine/jiro.yaml");
  BOOST_TEST(scenario.given.documents.at(0).text == "I agree.\n");
  BOOST_TEST(scenario.given.plain_trace);
  BOOST_TEST(scenario.given.second_persona == "taro");
  BOOST_TEST(scenario.given.reader_is_empty);
  BOOST_TEST(scenario.steps.at(1).parameter("pin")->value == "0123");
  BOOST_TEST(scenario.steps.at(1).keep.at(0).artefact == "signature");
  BOOST_TEST(scenario.steps.at(1).keep.at(0).as == "signed");
}

BOOST_AUTO_TEST_CASE(repeats_are_unrolled_and_numbered) {
  const auto scenario = read_good(whole);
  BOOST_REQUIRE(scenario.steps.size() == 6U);
  for (std::size_t i = 0; i < scenario.steps.size(); ++i)
    BOOST_TEST(scenario.steps[i].number == static_cast<int>(i + 1));
  BOOST_TEST(scenario.steps.at(2).act == "remove");
  BOOST_TEST(scenario.steps.at(4).act == "remove");
  BOOST_TEST(scenario.steps.at(4).place.line == scenario.steps.at(2).place.line);
}

BOOST_AUTO_TEST_CASE(what_is_written_keeps_its_place) {
  const auto scenario = read_good(whole);
  BOOST_TEST(to_string(scenario.steps.at(0).place) == "s.yaml:14:5");
  BOOST_TEST(to_string(scenario.steps.at(1).expect.at(0).place) == "s.yaml:20:24");
  BOOST_TEST(to_string(scenario.steps.at(1).parameter("key")->place) == "s.yaml:18:18");
}

BOOST_AUTO_TEST_CASE(nothing_given_is_the_machines_own_time_and_the_default_persona) {
  const auto scenario = read_good("title: t\nsteps: [{ card: remove }]");
  BOOST_TEST(!scenario.given.clock);
  BOOST_TEST(scenario.given.persona.empty());
  BOOST_TEST(!scenario.given.plain_trace);
}

BOOST_AUTO_TEST_CASE(questions_are_told_in_words) {
  BOOST_TEST(expectation("{ outcome: wrong-pin }") == "outcome is wrong-pin");
  BOOST_TEST(expectation("{ outcome: [wrong-pin, pin-blocked] }") == "outcome is wrong-pin or pin-blocked");
  BOOST_TEST(expectation("{ tries-left: 2 }") == "tries-left is 2");
  BOOST_TEST(expectation("{ card: { answered: 6984, to: VERIFY } }") == "card answered 6984 to VERIFY");
  BOOST_TEST(expectation("{ card: { answered: 0000, to: get_response } }") ==
             "card answered 0000 to GET RESPONSE");
  BOOST_TEST(expectation("{ card: { saw: read-binary } }") == "card saw READ BINARY");
  BOOST_TEST(expectation("{ card: { saw: VERIFY, times: 1 } }") == "card saw VERIFY once");
  BOOST_TEST(expectation("{ card: { saw: VERIFY, times: 3 } }") == "card saw VERIFY 3 times");
  BOOST_TEST(expectation("{ card: { saw: VERIFY, times: at least 2 } }") ==
             "card saw VERIFY at least 2 times");
  BOOST_TEST(expectation("{ card: { saw: VERIFY, times: at most 2 } }") == "card saw VERIFY at most 2 times");
  BOOST_TEST(expectation("{ card: { never: VERIFY } }") == "card never saw VERIFY");
  BOOST_TEST(expectation("{ secrets: never-shown }") == "secrets were never shown");
}

BOOST_AUTO_TEST_CASE(what_came_later_and_how_long_it_took_are_asked_in_words) {
  BOOST_TEST(expectation("{ card: { never: VERIFY, after: 63c1 } }") == "card never saw VERIFY after 63C1");
  BOOST_TEST(expectation("{ card: { saw: VERIFY, times: 2, after: 63C1 } }") ==
             "card saw VERIFY 2 times after 63C1");
  BOOST_TEST(expectation("{ ocsp: { asked: never, after: revoked } }") ==
             "ocsp was never asked after it answered revoked");
  const auto timed = read_good(
      "title: t\nsteps: [{ subject: ask-tries-left, with: { key: signature }, expect: { took: at most 2 s } "
      "}]");
  BOOST_TEST(in_words(timed.steps.at(0).expect.at(0).question) == "took at most 2 s");
}

BOOST_AUTO_TEST_CASE(titles_of_steps_show_no_pin) {
  const auto of = [](const std::string& step) { return title_of(read_step(step).steps.at(0)); };
  BOOST_TEST(of("{ card: remove }") == "card: remove");
  BOOST_TEST(of("{ clock: advance, with: { by: 1 d } }") == "clock: advance (by: 1 d)");
  BOOST_TEST(of("{ subject: verify-pin, with: { key: signature, pin: wrong } }") ==
             "subject: verify-pin (key: signature, pin: wrong)");
  BOOST_TEST(of("{ subject: verify-pin, with: { key: signature, pin: \"ABC123\" } }") ==
             "subject: verify-pin (key: signature, pin: ••••)");
}

BOOST_AUTO_TEST_CASE(a_wrong_vocabulary_is_our_own_trouble) {
  BOOST_CHECK_THROW(read_vocabulary("operations: {}", "v.yaml"), Trouble);
  BOOST_CHECK_THROW(read_vocabulary("[", "v.yaml"), Trouble);
}

BOOST_AUTO_TEST_CASE(every_scenario_of_the_house_is_read_and_cites_its_facts) {
  std::size_t count = 0;
  for (const auto& path : resources::below("scenarios/")) {
    if (path.ends_with(".part.yaml")) continue;
    yaml::Problems problems;
    const auto rows = read_all(resources::find(path).value(), path, built_in_text, problems);
    for (const auto& problem : problems.all()) BOOST_ERROR(to_string(problem));
    for (const auto& row : rows) BOOST_TEST(!row.cites.empty(), row.id());
    ++count;
  }
  BOOST_TEST(count >= 3U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::scenario
