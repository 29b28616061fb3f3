// A pcscd of our own, in namespaces that nobody else sees: no root needed, nothing of the machine touched.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <mutex>
#include <string>

#include "base/owned_fd.hpp"
#include "simulator/transport/room_message.hpp"
#include "simulator/transport/room_plan.hpp"

namespace tameshi::transport {

class PrivateRoom {
 public:
  // Begins to make the room. Trouble when something is not installed.
  PrivateRoom();
  PrivateRoom(const PrivateRoom&) = delete;
  PrivateRoom& operator=(const PrivateRoom&) = delete;
  // Ends pcscd and whatever keeps it, and waits for them.
  ~PrivateRoom();

  // Every wait here ends in Trouble when pcscd has ended or takes too long. Threads wait for each other.
  void await_ready();
  // A connection to vpcd: a card's way into one of its slots.
  OwnedFd connect(int slot);

  // Whom other programs of this user name to enter the room; see room_door.hpp.
  [[nodiscard]] pid_t keeper() const { return keeper_; }

  // pcscd looks at its reader all the time, or in its own rhythm again.
  void hurry(bool on) noexcept;

  // Moves a forked child into the room; call once ready. Good as long as the room lives.
  [[nodiscard]] std::function<void()> entry() const;

  // Trouble, with what pcscd has printed last, when it has ended. The news may take a moment: wait for them
  // where something has failed that this would explain.
  void check(std::chrono::milliseconds wait = {});

 private:
  RoomMessage await(RoomWord word);
  void digest(RoomMessage message);
  [[noreturn]] void fail(std::string what, std::string cure);
  std::string last_words();

  std::mutex mutex_;  // of the conversation with the keeper
  pid_t keeper_ = -1;
  OwnedFd control_;
  OwnedFd log_;
  OwnedFd mounts_;
  OwnedFd user_;
  std::string printed_;
};

}  // namespace tameshi::transport
