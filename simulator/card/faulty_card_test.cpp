#include "simulator/card/faulty_card.hpp"

#include <bit>
#include <sstream>
#include <thread>

#include "base/testing/cases.hpp"

namespace tameshi::card {
namespace {

class PlainCard final : public iso7816::Card {
 public:
  [[nodiscard]] ByteView atr() const override { return atr_; }
  void power_on() override {}
  void power_off() override {}
  void reset() override {}
  iso7816::Answer transmit(ByteView command) override {
    ++commands;
    if (command.size() > 1 && command[1] == 0x20) return {iso7816::sw::counter(2), {}, {}};
    return {iso7816::sw::ok, data_, {}};
  }
  int commands = 0;

 private:
  Bytes atr_{0x3B, 0x00};
  Bytes data_{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
};

void check_text(const yaml::Node& item) {
  const auto fault = fault_from_text(testing::text_at(item, "text"));
  const auto means =
      fault ? fault->name + " " + in_words(fault->filter, fault->moment) : to_string(fault.error());
  BOOST_TEST(means == testing::text_at(item, "means"));
}

CASES("fault_text", "fault.cases.yaml", check_text);

// A card with faults armed in front of it, and what was told of them.
struct Bench {
  PlainCard plain;
  std::string struck;
  std::string second;
  FaultBoard board;
  FaultyCard card{plain, board};

  Bench() {
    board.set_wires({.tell =
                         [this](const FaultStruck& f) {
                           struck += (struck.empty() ? "" : " / ") + f.fault + " " + f.where;
                         },
                     .pull = {},
                     .second = [this](const std::string& persona) { second += persona; }});
    board.tell_silence();
  }
  void arm(const std::string& text) { board.arm(value_or_trouble(fault_from_text(text))); }
};

std::string heard(const iso7816::Answer& answer) {
  if (answer.lost == iso7816::Lost::card_gone) return "gone";
  if (answer.lost == iso7816::Lost::no_answer) return "silence";
  return hex(to_bytes(answer));
}

int bits_between(const std::string& text) {
  const auto bytes = from_hex(text).value();
  int out = 0;
  for (std::size_t i = 0; i < 16; ++i) out += std::popcount(static_cast<unsigned>(bytes[i] ^ (i + 1)));
  return out;
}

void check_card(const yaml::Node& item) {
  Bench bench;
  for (const auto& fault : item.find("faults")->items) bench.arm(fault.text);
  std::istringstream commands(testing::text_at(item, "does"));
  std::string all;
  for (std::string word; commands >> word;) {
    if (word == "on") {
      bench.card.power_on();
    } else {
      all += (all.empty() ? "" : " ") + heard(bench.card.transmit(from_hex(word).value()));
    }
  }
  if (const auto* bits = item.find("bits-flipped")) {
    BOOST_TEST(bits_between(all) == yaml::scalar_integer(*bits).value());
  } else {
    BOOST_TEST(all == testing::text_at(item, "hears"));
  }
  BOOST_TEST(bench.plain.commands == yaml::scalar_integer(*item.find("card-did")).value());
  BOOST_TEST(bench.second == (item.find("second") == nullptr ? "" : testing::text_at(item, "second")));
  BOOST_TEST(bench.struck == (item.find("struck") == nullptr ? "" : testing::text_at(item, "struck")));
}

CASES("faulty_card", "faulty_card.cases.yaml", check_card);

}  // namespace

BOOST_AUTO_TEST_SUITE(faults)

BOOST_AUTO_TEST_CASE(what_nobody_can_see_come_late_is_not_waited_for) {
  Bench bench;
  bench.board.take_no_time();
  bench.arm("late-answer by=24h");
  const auto answer = heard(bench.card.transmit(*from_hex("00B0000004")));
  BOOST_TEST(answer != "silence");
  BOOST_TEST(bench.struck.starts_with("late-answer"));
}

BOOST_AUTO_TEST_CASE(the_list_and_the_kinds_are_in_the_same_order) {
  BOOST_TEST(fault_words().size() == static_cast<std::size_t>(FaultKind::second_card) + 1);
  BOOST_TEST((fault_from_text("blocked-as-6983")->kind == FaultKind::blocked_as_6983));
  BOOST_TEST((fault_from_text("second-card of=taro")->kind == FaultKind::second_card));
  BOOST_TEST((fault_from_text("wrong-atr bytes=3B")->kind == FaultKind::wrong_atr));
}

BOOST_AUTO_TEST_CASE(the_same_seed_flips_the_same_bit_and_another_another) {
  const auto flipped = [](const std::string& fault) {
    Bench bench;
    bench.arm(fault);
    return heard(bench.card.transmit(Bytes{0x00, 0xB0, 0x00, 0x00, 0x10}));
  };
  BOOST_TEST(flipped("bit-flipped seed=1") == flipped("bit-flipped seed=1"));
  BOOST_TEST(flipped("bit-flipped seed=1") != flipped("bit-flipped seed=2"));
}

BOOST_AUTO_TEST_CASE(silence_ends_at_once_when_it_is_interrupted) {
  PlainCard plain;
  FaultBoard board;
  FaultyCard card(plain, board);
  std::atomic<bool> silent{false};
  board.set_wires({.tell =
                       [&](const FaultStruck&) {
                         silent = true;
                         silent.notify_all();
                       },
                   .pull = {},
                   .second = {}});
  board.arm(value_or_trouble(fault_from_text("no-answer")));
  std::thread reader([&] { card.transmit(Bytes{0x00, 0x20, 0x00, 0x80}); });
  silent.wait(false);
  board.leave();
  reader.join();
  BOOST_TEST(plain.commands == 1);
}

BOOST_AUTO_TEST_CASE(disarmed_is_honest_again_and_a_card_put_back_is_there) {
  Bench bench;
  bench.arm("pulled during=VERIFY");
  bench.arm("wrong-atr bytes=3BFF");
  const Bytes verify{0x00, 0x20, 0x00, 0x80};
  BOOST_TEST(heard(bench.card.transmit(verify)) == "gone");
  BOOST_TEST(hex(bench.card.atr()) == "3BFF");
  bench.board.disarm("");
  bench.board.come();
  BOOST_TEST(heard(bench.card.transmit(verify)) == "63C2");
  BOOST_TEST(hex(bench.card.atr()) == "3B00");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::card
