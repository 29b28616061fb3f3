// All that a room's keeper needs, made before it is forked: after the fork it makes system calls only,
// because the program it comes from may have threads.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace tameshi::transport {

// In a network namespace of its own vpcd's port is never anybody else's. The second slot has the next one.
inline constexpr std::uint16_t vpcd_port = 35963;

struct RunEntry {
  enum class Kind { folder, file, link };

  Kind kind = Kind::folder;
  std::string source;       // its name in the machine's /run
  std::string destination;  // its place in the room
  std::string link_target;
};

struct RoomPlan {
  std::string pcscd;                 // the program's path
  std::string reader_configuration;  // reader.conf(5)
  std::string uid_map;               // user_namespaces(7)
  std::string gid_map;
  bool privileged = false;            // may go without a user namespace
  bool has_pcscd_folder = false;      // /run/pcscd exists and takes a mount
  std::vector<RunEntry> run_entries;  // of /run, when it does not
};

// Looks for pcscd and the vpcd driver; Trouble names the package that is missing.
RoomPlan plan_room();

// What reader.conf calls the reader and what pcscd makes of it for the first slot. vpcd has two.
inline constexpr const char* private_reader_name = "Tameshi 00 00";

}  // namespace tameshi::transport
