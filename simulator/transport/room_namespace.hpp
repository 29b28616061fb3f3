// Making the room: namespaces in which a pcscd has /run/pcscd and the network to itself. System calls only.
#pragma once

#include "simulator/transport/room_plan.hpp"

namespace tameshi::transport {

enum class RoomStep : int { none, namespaces, identity, mounts, run_folder, configuration, network, daemon };

// Where pcscd finds its reader's configuration, inside the room.
inline constexpr const char* reader_configuration_folder = "/run/pcscd/readers";

struct MadeRoom {
  RoomStep failed = RoomStep::none;  // errno tells why
  bool has_user_namespace = false;
};

// Moves the calling process, which must have one thread, into a new room.
MadeRoom make_room(const RoomPlan& plan);

// For Trouble: "making user and mount namespaces".
const char* to_string(RoomStep step);

}  // namespace tameshi::transport
