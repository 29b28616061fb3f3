// No two keys of the pool share a number.
#include "fake-jlis/ca/key_numbers.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <set>

#include "fake-jlis/ca/generations.hpp"

namespace tameshi::jlis::ca {
namespace {

BOOST_AUTO_TEST_SUITE(key_numbers_table)

BOOST_AUTO_TEST_CASE(ranges_do_not_overlap) {
  for (const auto& one : key_numbers::all) {
    for (const auto& other : key_numbers::all) {
      if (&one == &other) continue;
      BOOST_TEST((!one.holds(other.first) && !other.holds(one.first)),
                 fmt::format("\"{}\" and \"{}\"", one.whose, other.whose));
    }
  }
}

BOOST_AUTO_TEST_CASE(generations_have_keys_of_their_own_within_their_ranges) {
  std::set<std::pair<Line, unsigned>> taken;  // a next generation's keys are of another algorithm
  for (const auto& row : generation_rows()) {
    for (const auto number : {row.key, row.key + 1}) {
      BOOST_TEST(
          (key_numbers::issuing_generation.holds(number) || key_numbers::older_generations.holds(number)),
          number);
      BOOST_TEST(taken.emplace(row.line, number).second, number);
    }
    for (const auto number : {row.test_key, row.test_key + 1}) {
      BOOST_TEST(key_numbers::test_arc.holds(number), number);
      BOOST_TEST(taken.emplace(row.line, number).second, number);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_generation_has_a_responder_of_its_own) {
  std::set<unsigned> taken;
  for (const auto& row : generation_rows()) {
    for (const auto kind : {Kind::signature, Kind::authentication}) {
      const auto number = key_numbers::responder({kind, row.number});
      BOOST_TEST(key_numbers::responders.holds(number), number);
      BOOST_TEST(taken.insert(number).second, number);
    }
  }
  const auto last = generation_rows().back().number + key_numbers::later_generations.count / 4;
  BOOST_TEST(key_numbers::responders.holds(key_numbers::responder({Kind::authentication, last})));
}

BOOST_AUTO_TEST_CASE(what_is_made_beforehand_comes_first_and_without_a_gap) {
  unsigned next = 0;
  for (const auto& one :
       {key_numbers::issuing_generation, key_numbers::signing_chains, key_numbers::certified}) {
    BOOST_TEST(one.first == next, one.whose);
    next += one.count;
  }
  BOOST_TEST(key_numbers::cards.first == next);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::jlis::ca
