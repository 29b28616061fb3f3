// A card whose every exchange is written into the journal, decoded and with PIN bytes masked.
#pragma once

#include <functional>
#include <string>

#include "base/journal.hpp"
#include "simulator/card/individual_number_card.hpp"
#include "simulator/iso7816/card.hpp"

namespace tameshi::play {

enum class Trace { masked, plain };

class RecordedCard final : public iso7816::Card {
 public:
  RecordedCard(card::IndividualNumberCard& card, Journal& journal, Trace trace)
      : RecordedCard(card, card, journal, trace) {}
  // `outside` is the card as the reader meets it, with faults in front; `card` knows what commands mean.
  RecordedCard(const card::IndividualNumberCard& card, iso7816::Card& outside, Journal& journal, Trace trace)
      : RecordedCard([&card](ByteView command) { return card.describe(command); }, outside, journal, trace) {}
  // Any other card, with somebody who says what is about to be done.
  using Describe = std::function<std::string(ByteView)>;
  RecordedCard(Describe describe, iso7816::Card& outside, Journal& journal, Trace trace)
      : describe_(std::move(describe)), outside_(outside), journal_(journal), trace_(trace) {}

  // For a card beside the one that matters: only what is said to it is written.
  void leave_power_out() { power_is_written_ = false; }

  [[nodiscard]] ByteView atr() const override { return outside_.atr(); }
  void power_on() override;
  void power_off() override;
  void reset() override;
  iso7816::Answer transmit(ByteView command) override;

 private:
  void note_power_on();

  Describe describe_;
  iso7816::Card& outside_;
  Journal& journal_;
  Trace trace_;
  bool power_is_written_ = true;
  bool powered_ = false;
  bool power_on_noted_ = false;
};

}  // namespace tameshi::play
