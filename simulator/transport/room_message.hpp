// What a room's keeper and its owner say to each other over a socketpair, with descriptors along
// (SCM_RIGHTS).
#pragma once

#include <array>
#include <optional>
#include <span>

#include "base/owned_fd.hpp"

namespace tameshi::transport {

enum class RoomWord : char {
  connect = 'c',    // to the keeper: make a connection to vpcd; number: the slot
  hurry = 'h',      // to the keeper: nudge pcscd, again and again
  rest = 'r',       // to the keeper: no more
  connected = 'C',  // here it is
  ready = 'R',      // pcscd serves; with the namespaces to enter: mount, and user when there is one
  refused = 'X',    // the room cannot be made; number: the step, error: errno
  ended = 'E',      // pcscd has ended; number: its wait status
};

struct RoomMessage {
  RoomWord word = RoomWord::connect;
  int number = 0;
  int error = 0;
  std::array<OwnedFd, 2> descriptors = {};
};

// Both are safe in a forked child. False, or nothing, when the other side is gone.
bool send_message(int socket, RoomWord word, int number = 0, int error = 0,
                  std::span<const int> descriptors = {});
std::optional<RoomMessage> receive_message(int socket);

}  // namespace tameshi::transport
