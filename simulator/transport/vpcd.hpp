// A connected vpcd and the card at its end, served by a thread of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/owned_fd.hpp"
#include "simulator/iso7816/card.hpp"

namespace tameshi::transport {

class VpcdLink {
 public:
  // Serves the card until the peer closes or stop() is called. Every verb of the card is called from that
  // thread; the card must outlive the link.
  VpcdLink(OwnedFd socket, iso7816::Card& card);
  VpcdLink(const VpcdLink&) = delete;
  VpcdLink& operator=(const VpcdLink&) = delete;
  ~VpcdLink() { stop(); }

  // The card has been pulled: what it is doing is finished, but nobody hears the answer. Returns at once and
  // may be called from within the card's own verbs.
  void pull() noexcept;

  // pull(), and waits for the thread. Not from within the card's verbs.
  void stop() noexcept;

  [[nodiscard]] bool is_open() const;

  // False when the time is up first. A closed link has neither contact nor power.
  bool await_contact(std::chrono::milliseconds timeout) const;    // the peer has sent its first message
  bool await_unpowered(std::chrono::milliseconds timeout) const;  // the peer has switched the card off

 private:
  void serve(iso7816::Card& card);
  void note(bool powered);
  void note_closed();

  OwnedFd socket_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  bool contact_ = false;
  bool powered_ = false;
  bool open_ = true;
  std::thread thread_;
};

}  // namespace tameshi::transport
