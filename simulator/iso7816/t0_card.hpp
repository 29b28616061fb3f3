// A card as a T=0 client sees it, ISO/IEC 7816-3 §12.2: the answer to a case 4 command waits behind 61xx for
// GET RESPONSE, and a case 2 command with the wrong Le is told the right one by 6Cxx.
#pragma once

#include "simulator/iso7816/card.hpp"
#include "simulator/iso7816/command_apdu.hpp"

namespace tameshi::iso7816 {

class T0Card final : public Card {
 public:
  explicit T0Card(Card& inner) : inner_(inner) {}

  [[nodiscard]] ByteView atr() const override { return inner_.atr(); }
  void power_on() override;
  void power_off() override;
  void reset() override;
  Answer transmit(ByteView command) override;

 private:
  Answer get_response(const CommandApdu& command);

  Card& inner_;
  Bytes waiting_;
  Bytes fetched_;
};

}  // namespace tameshi::iso7816
