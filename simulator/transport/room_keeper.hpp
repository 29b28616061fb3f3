// The process that keeps a room: it lives inside, starts pcscd, makes connections to vpcd on request, and
// takes pcscd with it when its owner goes, however that happens.
#pragma once

#include "simulator/transport/room_plan.hpp"

namespace tameshi::transport {

struct KeeperDescriptors {
  int control = -1;  // of RoomMessages; its end of file is the order to leave
  int log = -1;      // what pcscd prints
  int owner = -1;    // a pidfd: a copy of the owner's end may live on in somebody it forked
};

// The whole life of the keeper, in a freshly forked child.
[[noreturn]] void keep_room(const RoomPlan& plan, KeeperDescriptors descriptors);

}  // namespace tameshi::transport
