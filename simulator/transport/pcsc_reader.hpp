// A PC/SC reader into which cards are put, so that programs which know nothing of us can use them.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "simulator/iso7816/card.hpp"
#include "simulator/transport/pcsc_client.hpp"
#include "simulator/transport/private_room.hpp"
#include "simulator/transport/vpcd.hpp"

namespace tameshi::transport {

// All verbs throw Trouble when the PC/SC service fails them, and return only when it has seen what was done.
class PcscReader {
 public:
  // A pcscd of our own.
  static PcscReader start_private();

  // The machine's own pcscd, with the reader that vsmartcard-vpcd's package configures.
  static PcscReader use_system(std::uint16_t port = vpcd_port, std::string reader = "Virtual PCD 00 00");

  // The reader's second slot, which programs see as a second reader. Once per reader.
  [[nodiscard]] PcscReader second_slot() const;

  // The card must outlive its stay in the reader.
  void insert(iso7816::Card& card);
  void remove();

  // The card is gone at this very moment, in the middle of a command if need be; may be called from within
  // the card's own verbs and does not wait. remove() must follow before the next insert().
  void pull() noexcept;

  // Returns when the service has switched the card off after its last client left, so that the next client
  // meets a card that remembers nothing. At once when no card is in or it is off already.
  void await_unpowered();

  // Trouble when the private service has died.
  void check();

  // To be called in a forked child, so that what it executes sees this reader. Good as long as the reader
  // lives.
  [[nodiscard]] std::function<void()> entry() const;

  // Whom other programs name to enter the private room; nothing for the machine's own service.
  [[nodiscard]] std::optional<pid_t> room() const {
    return room_ ? std::optional(room_->keeper()) : std::nullopt;
  }

  // As PC/SC lists it.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  PcscReader(std::shared_ptr<PrivateRoom> room, std::uint16_t port, std::string name, int slot = 0);

  OwnedFd connect();
  void refuse_occupied();
  void await(CardPresence wanted);
  void unlink();

  std::shared_ptr<PrivateRoom> room_;  // none for the machine's own service
  std::uint16_t port_;                 // of the first slot
  std::string name_;
  int slot_;
  std::unique_ptr<std::mutex> link_mutex_ = std::make_unique<std::mutex>();  // of the pointer, for pull()
  std::unique_ptr<VpcdLink> link_;
};

}  // namespace tameshi::transport
