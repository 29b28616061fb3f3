// The seam between cards and transports: five verbs.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "simulator/iso7816/status_word.hpp"

namespace tameshi::iso7816 {

// Why the card answered so, and where the rule is known from. Views of tables that outlive the answer.
struct Reason {
  std::string_view because;
  std::string_view source;
};

// Why nobody hears an answer: the card left the reader, or it fell silent. Through PC/SC the client finds out
// by itself; a client in the same process is told so.
enum class Lost { nothing, card_gone, no_answer };

// A response APDU, ISO/IEC 7816-4 §5.2, with its reason. `data` is a view that holds until the card's next
// verb.
struct Answer {
  StatusWord status;
  ByteView data;
  Reason reason;
  Lost lost = Lost::nothing;
};

// The response as it goes over the wire: data, SW1, SW2.
inline Bytes to_bytes(const Answer& answer) {
  Bytes out(answer.data.size() + 2);
  const auto end = std::copy(answer.data.begin(), answer.data.end(), out.begin());
  end[0] = answer.status.sw1();
  end[1] = answer.status.sw2();
  return out;
}

class Card {
 public:
  Card() = default;
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;
  virtual ~Card() = default;

  // Answer to reset, ISO/IEC 7816-3 §8.
  [[nodiscard]] virtual ByteView atr() const = 0;
  virtual void power_on() = 0;
  virtual void power_off() = 0;
  virtual void reset() = 0;
  // Any bytes whatever get an answer; never throws for what it was sent.
  virtual Answer transmit(ByteView command) = 0;
};

}  // namespace tameshi::iso7816
