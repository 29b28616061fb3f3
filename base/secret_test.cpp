#include "base/secret.hpp"

#include <boost/test/unit_test.hpp>

using namespace tameshi;

namespace {

BOOST_AUTO_TEST_SUITE(secret)

BOOST_AUTO_TEST_CASE(prints_as_dots_of_one_length) {
  BOOST_TEST(to_string(Secret("1234")) == "••••");
  BOOST_TEST(to_string(Secret("ABCDEF0123456789")) == "••••");
  BOOST_TEST(to_string(Secret()) == "••••");
}

BOOST_AUTO_TEST_CASE(is_replaced_wherever_it_stands) {
  const Secret pin("1234");
  BOOST_TEST(without_secret("pin 1234, again 1234", pin) == "pin ••••, again ••••");
  BOOST_TEST(without_secret("12341234", pin) == "••••••••");
  BOOST_TEST(without_secret("123 4", pin) == "123 4");
  BOOST_TEST(without_secret("", pin).empty());
}

BOOST_AUTO_TEST_CASE(that_is_empty_hides_nothing) {
  BOOST_TEST(without_secret("text", Secret()) == "text");
}

BOOST_AUTO_TEST_CASE(that_overlaps_itself_leaves_no_whole_copy) {
  const auto cleaned = without_secret("1111111", Secret("1111"));
  BOOST_TEST(cleaned == "••••111");
}

BOOST_AUTO_TEST_CASE(made_of_dots_ends) {
  const Secret dot("•");
  BOOST_TEST(without_secret("a•b", dot) == "a••••b");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
