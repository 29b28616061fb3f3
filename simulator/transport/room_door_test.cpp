#include "simulator/transport/room_door.hpp"

#include <boost/test/unit_test.hpp>

#include "base/process.hpp"
#include "simulator/transport/testing/client.hpp"
#include "simulator/transport/testing/null_card.hpp"

namespace {

using namespace tameshi;
using namespace tameshi::transport;

using transport::testing::contains;
using transport::testing::good_answer;
using transport::testing::in_child;
using transport::testing::trouble_of;
using transport::testing::use_card;

BOOST_AUTO_TEST_SUITE(room_door)

// A program of its own knows nothing but the number, as another terminal does.
BOOST_AUTO_TEST_CASE(who_knows_the_keeper_enters) {
  NullCard card;
  auto reader = PcscReader::start_private();
  reader.insert(card);
  const auto door = door_of_room(*reader.room());
  BOOST_TEST(in_child([&] {
               door();
               return use_card(reader.name(), 1);
             }) == good_answer);
}

BOOST_AUTO_TEST_CASE(two_rooms_have_two_doors) {
  NullCard card;
  auto full = PcscReader::start_private();
  auto empty = PcscReader::start_private();
  full.insert(card);
  BOOST_TEST(in_child([&] {
               door_of_room (*empty.room())();
               return use_card(full.name(), 1);
             }) != good_answer);
}

// Inside the room's own user namespace there is nothing left to enter.
BOOST_AUTO_TEST_CASE(who_is_inside_may_enter_again) {
  NullCard card;
  auto reader = PcscReader::start_private();
  reader.insert(card);
  BOOST_TEST(in_child([&] {
               door_of_room (*reader.room())();
               door_of_room (*reader.room())();
               return use_card(reader.name(), 1);
             }) == good_answer);
}

BOOST_AUTO_TEST_CASE(a_process_that_keeps_no_room_is_refused) {
  BOOST_TEST(contains(trouble_of([] { door_of_room(::getpid()); }), "there is no private PC/SC service"));
  BOOST_TEST(contains(trouble_of([] { door_of_room(-1); }), "has the program that made it ended?"));
}

BOOST_AUTO_TEST_CASE(kept_rooms_are_found_with_their_owners) {
  const auto reader = PcscReader::start_private();
  const auto all = kept_rooms();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.keeper == reader.room(); });
  BOOST_REQUIRE((found != all.end()));
  BOOST_TEST(contains(found->owner, "transport_test"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
