// The card's side of vsmartcard's vpcd protocol, without a socket: bytes in, replies out. Every message is a
// length (big-endian, 16 bit) and that many bytes; a message of one byte is a control code, any other a
// command APDU.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/bytes.hpp"
#include "simulator/iso7816/card.hpp"

namespace tameshi::transport {

struct VpcdMessage {
  enum class Kind { power_off, power_on, reset, give_atr, command };

  Kind kind = Kind::command;
  ByteView command;  // of a command; holds until more bytes are received

  [[nodiscard]] bool is_answered() const { return kind == Kind::give_atr || kind == Kind::command; }
};

// Cuts the stream into messages, however the network tore or joined them.
class VpcdStream {
 public:
  VpcdStream();

  // Where received bytes belong; never empty. Then say how many came.
  std::span<std::uint8_t> room();
  void received(std::size_t count) { end_ += count; }

  // The next whole message, when there is one.
  std::optional<VpcdMessage> next();

 private:
  void make_room();

  Bytes buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

// Has the card do what a message says. The reply is ready for the wire, length first, and empty for messages
// that get none; it holds until the next message. A card that throws has answered 6F00, and so has one whose
// response is longer than the protocol's length can say.
class VpcdCard {
 public:
  explicit VpcdCard(iso7816::Card& card) : card_(card) {}

  ByteView obey(const VpcdMessage& message);
  // The reader is gone, and its power with it.
  void lose_power();

  [[nodiscard]] bool is_powered() const { return powered_; }

 private:
  ByteView reply_to(const VpcdMessage& message);
  ByteView refusal();
  ByteView framed(ByteView body, ByteView trailer);

  iso7816::Card& card_;
  Bytes reply_;
  bool powered_ = false;
};

}  // namespace tameshi::transport
