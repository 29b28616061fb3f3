// A card in another PC/SC reader, a real one included, as a card of ours: whatever stands in front of our own
// card can stand in front of it.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <string_view>

#include "base/owned_fd.hpp"
#include "simulator/iso7816/card.hpp"
#include "simulator/transport/pcsc_client.hpp"
#include "simulator/transport/relay_message.hpp"

namespace tameshi::transport {

// The child process that holds the other card, see relay_client.hpp.
class RelayClient {
 public:
  RelayClient(const RoomEntry& entry, const std::string& reader);
  RelayClient(const RelayClient&) = delete;
  RelayClient& operator=(const RelayClient&) = delete;
  ~RelayClient();

  // Its first words.
  RelayReply hear();
  RelayReply ask(RelayVerb verb, ByteView command = {});

 private:
  OwnedFd socket_;
  pid_t process_ = -1;
};

class RelayCard final : public iso7816::Card {
 public:
  // `entry`: to where the other reader's service is; empty for the machine's own. `reader`: its name, or a
  // part of it. Trouble names the readers that there are; a reader without a card is none.
  RelayCard(RoomEntry entry, const std::string& reader);

  // As PC/SC lists it.
  [[nodiscard]] const std::string& reader() const { return reader_; }
  // Where that is listed.
  [[nodiscard]] const RoomEntry& entry() const { return entry_; }

  // Told in PC/SC's words when the card is gone in the middle of its work, from within its own verbs.
  void on_lost(std::function<void(const std::string&)> hear) { hear_ = std::move(hear); }

  // Whether a card can be had now; it is off afterwards, and its ATR is known: vpcd asks for it before it
  // gives power. Trouble when another program keeps the card for itself.
  bool can_be_had();

  // The real card's, from when it was last powered up; empty when it is gone.
  [[nodiscard]] ByteView atr() const override { return atr_; }
  void power_on() override;
  void power_off() override;
  void reset() override;
  iso7816::Answer transmit(ByteView command) override;

 private:
  iso7816::Answer lost(const std::string& words);
  void take_atr(RelayReply reply);

  RoomEntry entry_;
  RelayClient client_;
  std::string reader_;
  std::string reason_;
  Bytes atr_;
  Bytes response_;
  std::function<void(const std::string&)> hear_;
};

}  // namespace tameshi::transport
