#include "fake-jlis/registry/lie.hpp"

#include "base/testing/cases.hpp"
#include "fake-jlis/registry/lie_board.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using tameshi::testing::text_at;

namespace {

const LieList& lies() {
  static const LieList one = [] {
    LieWord stale;
    stale.name = "stale";
    stale.parameters = {{"days", 1, 365, 7, "How old it is."}};
    LieWord hidden;
    hidden.name = "hidden";
    return LieList{"a lie of the tests", {"full", "municipality"}, {stale, hidden}};
  }();
  return one;
}

std::string in_words(const LieFilter& filter) {
  std::string out;
  const auto add = [&](const std::string& text) { out += ", " + text; };
  if (!filter.endpoint.empty()) add("at " + filter.endpoint);
  if (filter.kind && !filter.generation) add(std::string(to_string(*filter.kind)));
  if (filter.generation) add(to_string(registry::AuthorityId{*filter.kind, *filter.generation}));
  if (!filter.municipality.empty()) add(filter.municipality);
  if (filter.serial) add("serial " + std::to_string(*filter.serial));
  add("nth " + std::to_string(filter.nth));
  add(filter.times == 0 ? "every" : "times " + std::to_string(filter.times));
  return out;
}

std::string in_words(const Lie& lie) {
  auto out = lie.name + in_words(lie.filter);
  if (lie.seed != 0) out += ", seed " + std::to_string(lie.seed);
  for (const auto& [name, number] : lie.numbers) out += ", " + name + " " + std::to_string(number);
  return out;
}

// A star at the end stands for anything.
bool is_like(std::string_view text, std::string_view pattern) {
  if (!pattern.ends_with('*')) return text == pattern;
  return text.starts_with(pattern.substr(0, pattern.size() - 1));
}

void check(const yaml::Node& test) {
  const auto lie = lie_from_text(lies(), text_at(test, "text"));
  if (test.find("refused") == nullptr) {
    BOOST_REQUIRE_MESSAGE(lie.has_value(), "refused");
    BOOST_TEST(in_words(*lie) == text_at(test, "is"));
    return;
  }
  BOOST_REQUIRE_MESSAGE(!lie.has_value(), "accepted");
  BOOST_TEST(is_like(to_string(lie.error()), text_at(test, "refused")), to_string(lie.error()));
}

Lie lie(std::string_view text) {
  return value_or_trouble(lie_from_text(lies(), text));
}

const LieTarget kiyose{"municipality", {Kind::signature, 3}, "13221", {}};

}  // namespace

CASES("lie", "lie.cases.yaml", check);

BOOST_AUTO_TEST_SUITE(lie_board)

BOOST_AUTO_TEST_CASE(a_filter_fits_what_it_names) {
  BOOST_TEST(fits(lie("stale").filter, kiyose));
  BOOST_TEST(
      fits(lie("stale endpoint=municipality authority=signature/3 municipality=13221").filter, kiyose));
  BOOST_TEST(!fits(lie("stale endpoint=full").filter, kiyose));
  BOOST_TEST(!fits(lie("stale authority=signature/2").filter, kiyose));
  BOOST_TEST(!fits(lie("stale authority=authentication").filter, kiyose));
  BOOST_TEST(!fits(lie("stale municipality=01106").filter, kiyose));
  // A list is about every certificate on it.
  BOOST_TEST(fits(lie("stale serial=7").filter, kiyose));
}

BOOST_AUTO_TEST_CASE(a_serial_fits_a_request_that_asks_for_it) {
  const LieTarget two{"ocsp", {Kind::signature, 3}, "", {7, 8}};
  BOOST_TEST(fits(lie("stale serial=8").filter, two));
  BOOST_TEST(!fits(lie("stale serial=9").filter, two));
}

BOOST_AUTO_TEST_CASE(nth_and_times_count_the_fitting_requests_only) {
  LieBoard board;
  board.arm(lie("stale municipality=13221 nth=2 times=2"));
  std::string struck;
  for (int i = 0; i < 5; ++i) {
    BOOST_TEST(board.striking({"full", {Kind::signature, 3}, "", {}}).empty());
    struck += board.striking(kiyose).empty() ? '.' : 'x';
  }
  BOOST_TEST(struck == ".xx..");
}

BOOST_AUTO_TEST_CASE(lies_strike_in_the_order_of_their_arming_until_they_are_disarmed) {
  LieBoard board;
  board.arm(lie("hidden"));
  board.arm(lie("stale"));
  const auto both = board.striking(kiyose);
  BOOST_REQUIRE(both.size() == 2);
  BOOST_TEST(both.front().name == "hidden");
  board.disarm("hidden");
  BOOST_TEST(board.armed().size() == 1);
  board.disarm("");
  BOOST_TEST(board.striking(kiyose).empty());
}

BOOST_AUTO_TEST_SUITE_END()
