// Entering a room: its own program's children do, and other programs of the same user, who know it by the
// process that keeps it.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace tameshi::transport {

// How the keeper of a room is called, comm in proc(5).
inline constexpr const char* keeper_name = "tameshi-room";

// Moves a freshly forked child into the room; `user` is -1 where the room has no user namespace of its own.
// Trouble when it may not enter.
void enter_room(int user, int mounts, pid_t keeper);

// The way into the room that this process keeps, for forked children, as long as the room is there. Trouble
// when it keeps none, or another user's.
std::function<void()> door_of_room(pid_t keeper);

// Rooms on this machine that this user may enter.
struct KeptRoom {
  pid_t keeper = -1;
  std::string owner;  // the words of the program that made it: "tameshi serve --port 0"
};
std::vector<KeptRoom> kept_rooms();

}  // namespace tameshi::transport
