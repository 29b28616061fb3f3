// A private reader stands for the machine's: what lies behind it is another room's card.
#include "simulator/transport/relay_card.hpp"

#include <winscard.h>

#include <boost/test/unit_test.hpp>
#include <condition_variable>

#include "base/result.hpp"
#include "simulator/transport/relay_follower.hpp"
#include "simulator/transport/testing/client.hpp"
#include "simulator/transport/testing/null_card.hpp"

namespace {

using namespace std::chrono_literals;
using namespace tameshi;
using namespace tameshi::transport;
using testing::client_of;
using testing::contains;
using testing::good_answer;
using testing::trouble_of;

const Bytes read_binary{0x00, 0xB0, 0x00, 0x00, 0x00};

// What a follower has told, to wait for.
class Heard {
 public:
  RelayFollower::Hooks hooks() {
    return {.comes = [this] { note("comes"); },
            .gone = [this](const std::string&) { note("gone"); },
            .fails = [this](const std::string& trouble) { note(trouble); }};
  }
  bool await(std::string_view all) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 30s, [&] { return all_ == all; });
  }
  [[nodiscard]] std::string all() {
    const std::lock_guard lock(mutex_);
    return all_;
  }

 private:
  void note(const std::string& word) {
    const std::lock_guard lock(mutex_);
    all_ += (all_.empty() ? "" : " ") + word;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::string all_;
};

BOOST_AUTO_TEST_SUITE(relay_card)

BOOST_AUTO_TEST_CASE(speaks_for_the_card_in_the_other_reader) {
  NullCard card;
  card.data() = {0xCA, 0xFE};
  auto outer = PcscReader::start_private();
  outer.insert(card);
  outer.await_unpowered();
  RelayCard relayed(outer.entry(), "Tameshi");
  BOOST_TEST(relayed.reader() == "Tameshi 00 00");
  relayed.power_on();
  BOOST_TEST(hex(relayed.atr()) == "3B80800101");
  const auto answer = relayed.transmit(read_binary);
  BOOST_TEST(hex(to_bytes(answer)) == "CAFE9000");
  BOOST_TEST(answer.reason.because == "so answers the card in \"Tameshi 00 00\"");
  relayed.reset();
  BOOST_TEST(hex(relayed.atr()) == "3B80800101");
  relayed.power_off();
  outer.await_unpowered();
  BOOST_TEST(card.seen() == "on off on reset off");
}

BOOST_AUTO_TEST_CASE(the_longest_answer_passes) {
  NullCard card;
  card.data().assign(0xFFFD, 0x5A);
  auto outer = PcscReader::start_private();
  outer.insert(card);
  RelayCard relayed(outer.entry(), "Tameshi");
  relayed.power_on();
  BOOST_TEST(relayed.transmit(from_hex("00B00000000000").value()).data.size() == 0xFFFDU);
}

BOOST_AUTO_TEST_CASE(a_card_taken_out_of_the_other_reader_is_lost) {
  NullCard card;
  auto outer = PcscReader::start_private();
  outer.insert(card);
  RelayCard relayed(outer.entry(), "Tameshi");
  std::string heard;
  relayed.on_lost([&](const std::string& words) { heard = words; });
  relayed.power_on();
  outer.remove();
  BOOST_TEST((relayed.transmit(read_binary).lost == iso7816::Lost::card_gone));
  BOOST_TEST(heard == "Card was removed.");
  BOOST_TEST(relayed.atr().empty());
  BOOST_TEST(!relayed.can_be_had());
  outer.insert(card);
  BOOST_TEST(relayed.can_be_had());
}

BOOST_AUTO_TEST_CASE(a_command_that_is_none_is_answered_and_the_card_stays) {
  NullCard card;
  auto outer = PcscReader::start_private();
  outer.insert(card);
  RelayCard relayed(outer.entry(), "Tameshi");
  relayed.power_on();
  const auto answer = relayed.transmit({});
  BOOST_TEST((answer.lost == iso7816::Lost::nothing));
  BOOST_TEST(relayed.transmit(read_binary).status.is_ok());
}

BOOST_AUTO_TEST_CASE(an_unknown_reader_is_trouble_that_names_the_known_ones) {
  const auto outer = PcscReader::start_private();
  BOOST_TEST(trouble_of([&] { const RelayCard card(outer.entry(), "Sony"); }) ==
             "there is no reader \"Sony\"; there are: \"Tameshi 00 00\", \"Tameshi 00 01\"");
}

BOOST_AUTO_TEST_CASE(a_card_that_somebody_else_keeps_is_trouble) {
  NullCard card;
  auto outer = PcscReader::start_private();
  outer.insert(card);
  RelayCard first(outer.entry(), "Tameshi");
  first.power_on();
  RelayCard second(outer.entry(), "Tameshi");
  BOOST_TEST(trouble_of([&] { second.can_be_had(); }) ==
             "Tameshi 00 00: another program has this card for itself; end that program");
}

BOOST_AUTO_TEST_CASE(without_a_service_it_says_so) {
  const auto nowhere = [] { throw Trouble("no room", {}, {}); };
  BOOST_TEST(
      contains(trouble_of([&] { const RelayCard card(nowhere, "Tameshi"); }), "no PC/SC service is running"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(relay_follower)

BOOST_AUTO_TEST_CASE(a_program_meets_the_other_readers_card) {
  NullCard card;
  auto outer = PcscReader::start_private();
  outer.insert(card);
  RelayCard relayed(outer.entry(), "Tameshi");
  auto inner = PcscReader::start_private();
  Heard heard;
  const RelayFollower follower(inner, relayed, relayed, heard.hooks());
  BOOST_TEST(client_of(inner, 3) == good_answer);
  BOOST_TEST(card.commands == 3U);
  BOOST_TEST(heard.all() == "comes");
}

BOOST_AUTO_TEST_CASE(the_card_comes_and_goes_with_the_other_reader) {
  NullCard card;
  auto outer = PcscReader::start_private();
  RelayCard relayed(outer.entry(), "Tameshi");
  auto inner = PcscReader::start_private();
  Heard heard;
  {
    const RelayFollower follower(inner, relayed, relayed, heard.hooks());
    BOOST_TEST(client_of(inner) != good_answer);
    outer.insert(card);
    BOOST_TEST(testing::await_in(inner, CardPresence::present));
    BOOST_TEST(client_of(inner) == good_answer);
    outer.remove();
    BOOST_TEST(heard.await("comes gone"));
    BOOST_TEST(client_of(inner) != good_answer);
    outer.insert(card);
    BOOST_TEST(testing::await_in(inner, CardPresence::present));
    BOOST_TEST(client_of(inner) == good_answer);
  }
  BOOST_TEST(heard.all() == "comes gone comes gone");
}

BOOST_AUTO_TEST_CASE(a_card_pulled_there_in_the_middle_of_a_command_is_gone_here) {
  NullCard card;
  auto outer = PcscReader::start_private();
  outer.insert(card);
  card.on_transmit = [&](ByteView) {
    if (card.commands == 2) outer.pull();
  };
  RelayCard relayed(outer.entry(), "Tameshi");
  auto inner = PcscReader::start_private();
  Heard heard;
  const RelayFollower follower(inner, relayed, relayed, heard.hooks());
  BOOST_TEST(client_of(inner, 3) != good_answer);
  BOOST_TEST(card.commands == 2U);
  BOOST_TEST(heard.await("comes gone"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
