#include "simulator/transport/vpcd_protocol.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/testing/cases.hpp"
#include "simulator/transport/testing/null_card.hpp"

namespace {

using namespace tameshi;
using namespace tameshi::transport;

// Gives the command back; EE is one it breaks on.
class EchoCard final : public iso7816::Card {
 public:
  [[nodiscard]] ByteView atr() const override {
    saw("atr");
    return atr_;
  }
  void power_on() override { saw("on"); }
  void power_off() override { saw("off"); }
  void reset() override { saw("reset"); }
  iso7816::Answer transmit(ByteView command) override {
    saw("transmit");
    if (!command.empty() && command[0] == 0xEE) throw std::runtime_error("broken");
    echo_.assign(command.begin(), command.end());
    return {iso7816::sw::ok, echo_, {}};
  }
  [[nodiscard]] const std::string& seen() const { return seen_; }

 private:
  void saw(std::string_view verb) const {
    if (!seen_.empty()) seen_ += ' ';
    seen_ += verb;
  }

  std::array<std::uint8_t, 5> atr_{0x3B, 0x80, 0x80, 0x01, 0x01};
  Bytes echo_;
  mutable std::string seen_;
};

struct Played {
  std::string replies;
  std::string seen;
};

// The stream arrives in the given pieces.
Played play(const std::vector<ByteView>& pieces) {
  EchoCard card;
  VpcdCard obedient(card);
  VpcdStream stream;
  Bytes replies;
  for (const auto& piece : pieces) {
    const auto room = stream.room();
    BOOST_REQUIRE(room.size() >= piece.size());
    std::copy(piece.begin(), piece.end(), room.begin());
    stream.received(piece.size());
    while (const auto message = stream.next()) append(replies, obedient.obey(*message));
  }
  return {hex(replies), card.seen()};
}

Bytes bytes_at(const yaml::Node& item, std::string_view key) {
  return from_hex(testing::text_at(item, key)).value();
}

void check(const yaml::Node& item) {
  const auto received = bytes_at(item, "received");
  const auto replies = hex(bytes_at(item, "replies"));
  const auto seen = testing::text_at(item, "card");
  const auto expect = [&](const std::vector<ByteView>& pieces) {
    const auto played = play(pieces);
    BOOST_TEST(played.replies == replies);
    BOOST_TEST(played.seen == seen);
  };
  expect({received});
  const ByteView whole(received);
  for (std::size_t at = 1; at < whole.size(); ++at) {
    BOOST_TEST_CONTEXT("torn at " << at) {
      expect({whole.first(at), whole.subspan(at)});
    }
  }
  std::vector<ByteView> bytes;
  for (std::size_t at = 0; at < whole.size(); ++at) bytes.push_back(whole.subspan(at, 1));
  expect(bytes);
}

CASES("vpcd-protocol", "vpcd_protocol.cases.yaml", check);

BOOST_AUTO_TEST_SUITE(vpcd_protocol_limits)

Bytes message(std::size_t length, std::uint8_t fill) {
  Bytes out{static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
  out.resize(length + 2, fill);
  return out;
}

BOOST_AUTO_TEST_CASE(the_longest_messages_pass_however_they_are_torn) {
  Bytes received;
  for (int i = 0; i < 5; ++i) append(received, message(0xFFFD, 0x11));
  for (const std::size_t piece : {1000UL, 65535UL}) {
    EchoCard card;
    VpcdCard obedient(card);
    VpcdStream stream;
    std::size_t commands = 0;
    for (ByteView left = received; !left.empty();) {
      const auto room = stream.room();
      const auto count = std::min({piece, room.size(), left.size()});
      BOOST_REQUIRE(count > 0U);
      std::copy_n(left.begin(), count, room.begin());
      stream.received(count);
      left = left.subspan(count);
      while (const auto one = stream.next()) {
        ++commands;
        BOOST_TEST(obedient.obey(*one).size() == 0xFFFFU + 2);
      }
    }
    BOOST_TEST(commands == 5U);
  }
}

BOOST_AUTO_TEST_CASE(a_response_too_long_for_the_length_is_6f00) {
  NullCard card;
  card.data().assign(0xFFFE, 0);
  VpcdCard obedient(card);
  BOOST_TEST(hex(obedient.obey({VpcdMessage::Kind::command, {}})) == "00026F00");
  card.data().assign(0xFFFD, 0);
  BOOST_TEST(obedient.obey({VpcdMessage::Kind::command, {}}).size() == 0xFFFFU + 2);
}

BOOST_AUTO_TEST_CASE(a_card_that_loses_its_reader_loses_its_power_once) {
  NullCard card;
  VpcdCard obedient(card);
  obedient.lose_power();
  obedient.obey({VpcdMessage::Kind::power_on, {}});
  obedient.lose_power();
  obedient.lose_power();
  BOOST_TEST(card.seen() == "on off");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
