// A card that does nothing, for tests of the roads to it: 256 bytes for any command, and the verbs it has
// seen.
#pragma once

#include <array>
#include <functional>
#include <mutex>
#include <string>

#include "simulator/iso7816/card.hpp"

namespace tameshi::transport {

class NullCard final : public iso7816::Card {
 public:
  NullCard() : data_(256, 0xA5) {}

  [[nodiscard]] ByteView atr() const override { return atr_; }
  void power_on() override { saw("on"); }
  void power_off() override { saw("off"); }
  void reset() override { saw("reset"); }

  iso7816::Answer transmit(ByteView command) override {
    ++commands;
    if (on_transmit) on_transmit(command);
    return {iso7816::sw::ok, data_, {}};
  }

  [[nodiscard]] std::string seen() const {
    const std::lock_guard lock(mutex_);
    return seen_;
  }

  std::function<void(ByteView)> on_transmit;  // may throw
  Bytes& data() { return data_; }
  std::size_t commands = 0;

 private:
  void saw(std::string_view verb) {
    const std::lock_guard lock(mutex_);
    if (!seen_.empty()) seen_ += ' ';
    seen_ += verb;
  }

  // T=1 after a direct-convention TS (ISO/IEC 7816-3 §8.2): the shortest a client accepts.
  std::array<std::uint8_t, 5> atr_{0x3B, 0x80, 0x80, 0x01, 0x01};
  Bytes data_;
  mutable std::mutex mutex_;
  std::string seen_;
};

}  // namespace tameshi::transport
