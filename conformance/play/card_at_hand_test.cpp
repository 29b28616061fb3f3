// The card beside a served J-LIS, and what PC/SC sees of it.
#include "conformance/play/card_at_hand.hpp"

#include <boost/test/unit_test.hpp>
#include <thread>

#include "base/process.hpp"
#include "simulator/transport/pcsc_client.hpp"

namespace tameshi::play {
namespace {

namespace registry = jlis::registry;

struct Desk {
  // Before the card is there, somebody must be.
  std::size_t let_people_in() {
    for (const auto* id : {"hanako", "taro", "mobile"})
      value_or_trouble(agency.admit(value_or_trouble(registry::find_persona(id))));
    return store->residents().size();
  }
  jlis::agency::Happened happens(const std::string& event, std::map<std::string, std::string> with = {}) {
    return value_or_trouble(agency.apply({event, "hanako", std::move(with)}));
  }

  std::string keys = std::string(TAMESHI_SOURCE_DIR) + "/build/test-keys";
  FrozenClock clock{value_or_trouble(parse_instant("2026-04-01T09:00+09:00"))};
  std::unique_ptr<registry::Store> store = registry::store_in_memory();
  jlis::agency::Agency agency{{}, *store, clock, pool_in(keys)};
  std::size_t people = let_people_in();
  transport::PcscReader reader = transport::PcscReader::start_private();
  std::function<void()> entry = reader.entry();
  std::string name = reader.name();
  CardAtHand card{agency, keys, std::move(reader), "hanako"};

  [[nodiscard]] bool sees_card() const {
    return value_or_trouble(transport::card_presence(entry, name)) == transport::CardPresence::present;
  }
};

// As the admin interface shows them.
std::uint64_t serial(const Desk& desk, jlis::Kind kind) {
  for (const auto& id : desk.card.shown().certificates) {
    if (id.authority.kind == kind) return id.serial;
  }
  return 0;
}

BOOST_AUTO_TEST_SUITE(card_at_hand)

BOOST_AUTO_TEST_CASE(it_comes_goes_and_becomes_another_ones) {
  Desk desk;
  BOOST_TEST(desk.sees_card());
  BOOST_TEST(desk.card.shown().of == "hanako");
  BOOST_TEST(desk.card.shown().room.has_value());
  desk.card.put(false);
  BOOST_TEST(!desk.sees_card());
  BOOST_TEST(desk.card.change("taro").has_value());
  BOOST_TEST(!desk.sees_card());
  desk.card.put(true);
  BOOST_TEST(desk.sees_card());
  BOOST_TEST(desk.card.shown().of == "taro");
  BOOST_TEST(!desk.card.change("nobody").has_value());
  BOOST_TEST(desk.card.shown().of == "taro");
  BOOST_TEST(desk.card.change("mobile").has_value());
  BOOST_TEST(desk.card.shown().generation == "mobile");
}

BOOST_AUTO_TEST_CASE(it_carries_what_its_holder_was_issued) {
  Desk desk;
  const auto before = serial(desk, jlis::Kind::signature);
  const auto authentication = serial(desk, jlis::Kind::authentication);
  desk.card.note(desk.happens("move", {{"address", "東京都清瀬市架空町９"}}));
  BOOST_TEST(serial(desk, jlis::Kind::signature) == before);
  const auto issued = desk.happens("re-issue");
  desk.card.note(issued);
  BOOST_TEST(serial(desk, jlis::Kind::signature) == issued.issued.at(0).serial);
  BOOST_TEST(serial(desk, jlis::Kind::authentication) == authentication);
  BOOST_TEST(desk.card.shown().trouble == "");
  const auto carrier = desk.card.shown().carrier;
  desk.card.note(desk.happens("replace-card"));
  BOOST_TEST(desk.card.shown().carrier != carrier);
  BOOST_TEST(desk.sees_card());
}

BOOST_AUTO_TEST_CASE(many_may_order_it_about_at_once) {
  Desk desk;
  const auto order = [&desk](bool in) {
    for (int i = 0; i < 5; ++i) {
      desk.card.put(in);
      BOOST_CHECK_NO_THROW((void)desk.card.shown());
    }
  };
  std::thread puts([&] { order(true); });
  std::thread takes([&] { order(false); });
  for (const auto* whose : {"taro", "hanako"}) (void)desk.card.change(whose);
  puts.join();
  takes.join();
  BOOST_TEST(desk.sees_card() == desk.card.shown().in);
}

BOOST_AUTO_TEST_CASE(who_has_no_card_is_named) {
  Desk desk;
  auto other = transport::PcscReader::start_private();
  BOOST_CHECK_EXCEPTION(CardAtHand(desk.agency, desk.keys, std::move(other), "hanoko"), Trouble,
                        [](const Trouble& trouble) {
                          return std::string(trouble.what()) ==
                                 "nobody called \"hanoko\" is in the register; did you mean \"hanako\"?";
                        });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::play
