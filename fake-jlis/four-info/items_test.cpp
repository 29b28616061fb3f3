#include "fake-jlis/four-info/items.hpp"

#include <boost/test/unit_test.hpp>

#include "fake-jlis/four-info/service.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using namespace tameshi::jlis::four_info;

namespace {

registry::Resident resident() {
  registry::Resident out;
  out.id = "furuko";
  out.items = {"結婚［独身］　旧子",
               {registry::Era::heisei, std::chrono::year{1995} / 4 / 10},
               registry::Sex::female,
               "東京都清瀬市架空町１",
               {},
               {{2}, {}}};
  out.names = {"独身", "", "", "ケッコン　フルコ", "ドクシン"};
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(items)

BOOST_AUTO_TEST_CASE(what_was_not_consented_to_is_not_there) {
  for (unsigned chosen = 0; chosen < 16; ++chosen) {
    std::vector<Item> items;
    for (const auto item : all_items) {
      if ((chosen >> static_cast<unsigned>(item) & 1U) != 0) items.push_back(item);
    }
    const auto out = given(resident(), items, true);
    BOOST_TEST(out.name.has_value() == ((chosen & 1U) != 0));
    BOOST_TEST(out.birth_date.has_value() == ((chosen & 2U) != 0));
    BOOST_TEST(out.sex.has_value() == ((chosen & 4U) != 0));
    BOOST_TEST(out.address.has_value() == ((chosen & 8U) != 0));
  }
}

BOOST_AUTO_TEST_CASE(a_name_has_its_readings_only_when_they_are_handed_out) {
  const auto with = given(resident(), {Item::name}, true);
  BOOST_TEST((with.name ==
              GivenName{"結婚［独身］　旧子", "010000000", "独身", "", "ケッコン　フルコ", "ドクシン"}));
  const auto without = given(resident(), {Item::name}, false);
  BOOST_TEST((without.name == GivenName{"結婚［独身］　旧子", "010000000", "独身", "", "", ""}));
}

BOOST_AUTO_TEST_CASE(an_address_says_that_somebody_is_abroad) {
  auto abroad = resident();
  abroad.standing = registry::Standing::abroad;
  abroad.departs_on = std::chrono::year{2026} / 7 / 1;
  const auto out = given(abroad, {Item::address}, true);
  BOOST_TEST((out.address == GivenAddress{"東京都清瀬市架空町１", "0000000000", true, abroad.departs_on}));
  BOOST_TEST(!given(resident(), {Item::address}, true).address->abroad);
}

BOOST_AUTO_TEST_CASE(handles_are_pairwise_and_stable) {
  const auto key = bytes_of("a key of tests");
  const auto one = person_handle(key, "platform", "hanako");
  BOOST_TEST(one.size() == 32U);
  BOOST_TEST(one == person_handle(key, "platform", "hanako"));
  BOOST_TEST(one != person_handle(key, "platform", "taro"));
  BOOST_TEST(one != person_handle(key, "another", "hanako"));
  BOOST_TEST(one != person_handle(bytes_of("another key"), "platform", "hanako"));
  BOOST_TEST(person_handle(key, "ab", "c") != person_handle(key, "a", "bc"));
}

BOOST_AUTO_TEST_SUITE_END()
