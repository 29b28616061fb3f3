// The onlooker of the fuzz target is held to account: an honest card breaks no rule, and every kind of
// dishonest one is found within two million commands, most within a few hundred.
#include <boost/test/unit_test.hpp>
#include <functional>
#include <set>
#include <utility>

#include "simulator/card/commands/command.hpp"
#include "simulator/card/testing/sequence.hpp"

namespace tameshi::card {
namespace {

using testing::Access;

const std::vector<Access>& access() {
  static const auto read = testing::read_access();
  return read;
}

Generation honest() {
  return testing::marked_generation("with-free-area", access());
}

// What the onlooker says of that many random commands, in sequences of 200; empty when nothing.
std::string verdict(
    const Generation& generation, std::uint64_t most,
    const std::function<std::unique_ptr<iso7816::Card>(IndividualNumberCard&)>& outside = {}) {
  IndividualNumberCard card(std::make_shared<const Generation>(generation), testing::marked_image());
  const auto memory = card.memory();
  const auto before = outside ? outside(card) : nullptr;
  testing::Sequence sequence(before ? *before : card, card, access());
  ChallengeSource random(1);
  while (sequence.commands() < most) {
    card.restore(memory);
    if (before) before->power_off();
    if (const auto* broken = sequence.play(random.take(800))) return broken;
  }
  return "";
}

constexpr std::uint64_t few = 2'000'000;

BOOST_AUTO_TEST_SUITE(onlooker)

BOOST_AUTO_TEST_CASE(an_honest_card_breaks_no_rule) {
  BOOST_TEST(verdict(honest(), 60'000) == "");
}

BOOST_AUTO_TEST_CASE(a_guarded_file_that_is_free_is_seen) {
  for (std::size_t i = 0; i < access().size(); ++i) {
    for (const auto id : access()[i].guarded()) {
      auto leaky = honest();
      testing::file_row(leaky.applications[i], id)->opened_by.clear();
      BOOST_TEST(verdict(leaky, few) == "a guarded byte left without its credential",
                 access()[i].name << " " << id);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_another_credential_opens_is_seen) {
  auto leaky = honest();
  testing::file_row(leaky.applications[1], 0x0001)->opened_by = {"signature-pin", "authentication-pin"};
  BOOST_TEST(verdict(leaky, few) == "a guarded byte left without its credential");
}

BOOST_AUTO_TEST_CASE(a_key_that_is_free_is_seen) {
  auto leaky = honest();
  for (auto& row : leaky.applications[1].keys) row.opened_by.clear();
  BOOST_TEST(verdict(leaky, few) == "a key signed without its credential");
}

BOOST_AUTO_TEST_CASE(secure_messaging_for_everybody_is_seen) {
  auto leaky = honest();
  leaky.applications[5].secure_messaging->opened_by.emplace_back("number-b");
  BOOST_TEST(verdict(leaky, few) == "secure messaging began without its credential");
}

// An honest card behind something that is not.
struct Dishonest : iso7816::Card {
  explicit Dishonest(IndividualNumberCard& of) : card(of) {}
  [[nodiscard]] ByteView atr() const override { return card.atr(); }
  void power_on() override { card.power_on(); }
  void power_off() override { card.power_off(); }
  void reset() override { card.reset(); }
  iso7816::Answer transmit(ByteView command) override { return card.transmit(command); }

  IndividualNumberCard& card;
};

template <typename Card>
bool is_seen() {
  const auto rule = verdict(honest(), few, [](auto& card) { return std::make_unique<Card>(card); });
  return rule.ends_with("without its credential") || rule == "a PIN was changed that was not verified";
}

// What was verified comes back by itself: after a change of application, after a reset, after a miss. The
// card is told the PIN behind the client's back.
struct Remembering : Dishonest {
  using Dishonest::Dishonest;
  void power_off() override {
    card.power_off();
    aid.clear();
    taken.clear();
  }
  void reset() override { power_off(); }
  iso7816::Answer transmit(ByteView command) override {
    const auto answer = card.transmit(command);
    const bool is_end = std::exchange(in_pieces, !command.empty() && (command[0] & 0x10) != 0);
    if (command.size() < 6 || !answer.status.is_ok() || is_end) return answer;
    if (command[1] == 0x20 && command[0] == 0 && command[3] != 0x80) taken.emplace(aid, command[3]);
    if (command[1] != 0xA4 || command[2] != 0x04) return answer;
    const auto* found = find_application(card.files(), command.subspan(5, command[4]));
    left = std::exchange(aid, found == nullptr || command[3] == 0x02 ? Bytes{} : found->table->aid);
    selected();
    return {answer.status, {}, answer.reason};
  }
  virtual void selected() {}

  // VERIFY, out of sight, of what was taken in the current application.
  void again() {
    for (const auto& application : card.files().applications) {
      if (application.table->aid != aid) continue;
      for (const auto& pin : application.pins) {
        const auto parameter = static_cast<std::uint8_t>(0x80 | pin.row->id);
        if (pin.counter.is_blocked() || !taken.contains({aid, parameter})) continue;
        const auto tries = pin.counter.left();
        const auto value = bytes_of(pin.value.plain());
        card.transmit(
            concat({Bytes{0x00, 0x20, 0x00, parameter, static_cast<std::uint8_t>(value.size())}, value}));
        card.set_tries_left(application.table->name + "/" + pin.row->name, tries);
      }
    }
  }

  bool in_pieces = false;
  Bytes aid;
  Bytes left;
  std::set<std::pair<Bytes, std::uint8_t>> taken;
};

struct RemembersOverApplications : Remembering {
  using Remembering::Remembering;
  void selected() override { again(); }
};

struct RemembersOverReset : Remembering {
  using Remembering::Remembering;
  void reset() override {
    card.reset();
    was_reset = true;
  }
  void selected() override {
    if (aid.empty()) return;
    if (was_reset) again();
    was_reset = false;
  }
  bool was_reset = false;
};

struct RemembersOverMiss : Remembering {
  using Remembering::Remembering;
  void selected() override {
    if (aid != left) taken.clear();
  }
  iso7816::Answer transmit(ByteView command) override {
    const auto answer = Remembering::transmit(command);
    if (command.size() > 5 && command[1] == 0x20 && answer.status.sw1() == 0x63) again();
    return answer;
  }
};

BOOST_AUTO_TEST_CASE(a_credential_that_outlives_its_application_a_reset_or_a_miss_is_seen) {
  BOOST_TEST(is_seen<RemembersOverApplications>());
  BOOST_TEST(is_seen<RemembersOverReset>());
  BOOST_TEST(is_seen<RemembersOverMiss>());
}

// Full counters: after a reset, at any other command, after a miss.
struct Refilling : Dishonest {
  using Dishonest::Dishonest;
  void refill() {
    for (const auto& application : card.files().applications) {
      for (const auto& pin : application.pins) {
        if (!pin.value.empty())
          card.set_tries_left(application.table->name + "/" + pin.row->name, pin.counter.limit());
      }
    }
  }
};

struct RefillsAtReset : Refilling {
  using Refilling::Refilling;
  void reset() override {
    card.reset();
    refill();
  }
};

struct RefillsAtSelect : Refilling {
  using Refilling::Refilling;
  iso7816::Answer transmit(ByteView command) override {
    const auto answer = card.transmit(command);
    if (command.size() > 1 && command[1] == 0xA4) refill();
    return answer;
  }
};

struct GuessesAreFree : Refilling {
  using Refilling::Refilling;
  iso7816::Answer transmit(ByteView command) override {
    const auto memory = card.memory();
    auto answer = card.transmit(command);
    const bool missed = command.size() > 5 && command[1] == 0x20 && answer.status.sw1() == 0x63;
    if (missed) refill();
    return answer;
  }
};

template <typename Card>
std::string verdict_of() {
  return verdict(honest(), few, [](auto& card) { return std::make_unique<Card>(card); });
}

BOOST_AUTO_TEST_CASE(a_counter_that_fills_up_by_itself_is_seen) {
  BOOST_TEST(verdict_of<RefillsAtReset>() == "a counter moved without a command");
  BOOST_TEST(verdict_of<RefillsAtSelect>() == "a counter moved without a VERIFY of its PIN");
  BOOST_TEST(verdict_of<GuessesAreFree>() == "a guess was free");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::card
