#include "simulator/iso7816/retry_counter.hpp"

#include <boost/test/unit_test.hpp>

using tameshi::iso7816::RetryCounter;

namespace {

BOOST_AUTO_TEST_SUITE(retry_counter)

BOOST_AUTO_TEST_CASE(falls_on_every_miss_and_stays_at_zero) {
  RetryCounter counter(3);
  for (const unsigned left : {2U, 1U, 0U, 0U}) {
    counter.miss();
    BOOST_TEST(counter.left() == left);
    BOOST_TEST(counter.is_blocked() == (left == 0));
  }
}

BOOST_AUTO_TEST_CASE(is_restored_by_success) {
  RetryCounter counter(5);
  counter.miss();
  counter.miss();
  counter.succeed();
  BOOST_TEST(counter.left() == 5U);
  BOOST_TEST(counter.limit() == 5U);
}

BOOST_AUTO_TEST_CASE(starts_lower_where_told_but_never_above_its_limit) {
  RetryCounter counter(3);
  counter.set(1);
  BOOST_TEST(counter.left() == 1U);
  counter.set(9);
  BOOST_TEST(counter.left() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
