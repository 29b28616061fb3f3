#include "simulator/iso7816/t0_card.hpp"

#include <numeric>

#include "base/testing/cases.hpp"

using namespace tameshi;
using namespace tameshi::iso7816;

namespace {

// Answers everything with the same bytes.
class Parrot final : public Card {
 public:
  explicit Parrot(std::size_t has) : data_(has) { std::iota(data_.begin(), data_.end(), std::uint8_t{0}); }

  [[nodiscard]] ByteView atr() const override { return data_; }
  void power_on() override {}
  void power_off() override {}
  void reset() override {}
  Answer transmit(ByteView) override { return {sw::ok, data_, {}}; }

 private:
  Bytes data_;
};

void act(T0Card& card, std::string_view verb) {
  if (verb == "@reset") card.reset();
  if (verb == "@power-on") card.power_on();
  if (verb == "@power-off") card.power_off();
}

void check(const yaml::Node& test) {
  Parrot parrot(static_cast<std::size_t>(yaml::scalar_integer(*test.find("has")).value()));
  T0Card card(parrot);
  for (const auto& line : test.find("story")->items) {
    const auto arrow = line.text.find('>');
    if (arrow == std::string::npos) {
      act(card, line.text);
      continue;
    }
    const auto answer = card.transmit(from_hex(line.text.substr(0, arrow)).value());
    BOOST_TEST(hex(to_bytes(answer)) == hex(from_hex(line.text.substr(arrow + 1)).value()), line.text);
  }
}

CASES("t0_card", "t0_card.cases.yaml", check);

}  // namespace
