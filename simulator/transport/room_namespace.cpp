#include "simulator/transport/room_namespace.hpp"

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/owned_fd.hpp"

namespace tameshi::transport {

namespace {

bool write_file(const char* path, const std::string& text, int flags) {
  const OwnedFd file(::open(path, O_WRONLY | O_CLOEXEC | flags, 0644));
  return file && ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

// Nobody needs to be root where user namespaces are allowed; root can do without where they are not.
bool leave_namespaces(const RoomPlan& plan, bool& has_user_namespace) {
  has_user_namespace = ::unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET) == 0;
  return has_user_namespace || (plan.privileged && ::unshare(CLONE_NEWNS | CLONE_NEWNET) == 0);
}

// user_namespaces(7): without privilege, setgroups must be denied before the groups are mapped.
bool map_identity(const RoomPlan& plan) {
  return write_file("/proc/self/setgroups", "deny", 0) && write_file("/proc/self/uid_map", plan.uid_map, 0) &&
         write_file("/proc/self/gid_map", plan.gid_map, 0);
}

bool mount_tmpfs(const char* where) {
  return ::mount("tmpfs", where, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755") == 0;
}

// Best effort: an entry that cannot be brought along is missing in the room, and hardly anybody asks for it.
void bring_along(const RunEntry& entry) {
  if (entry.kind == RunEntry::Kind::link) {
    [[maybe_unused]] const auto made = ::symlink(entry.link_target.c_str(), entry.destination.c_str());
    return;
  }
  if (entry.kind == RunEntry::Kind::folder) {
    ::mkdir(entry.destination.c_str(), 0755);
  } else {
    const OwnedFd place(::open(entry.destination.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
  }
  // The source is relative: our working folder is the machine's /run, which the tmpfs now covers.
  ::mount(entry.source.c_str(), entry.destination.c_str(), nullptr, MS_BIND | MS_REC, nullptr);
}

// /run/pcscd does not exist, and making it would touch the machine: a /run of our own that holds the former
// entries.
bool make_own_run(const RoomPlan& plan) {
  if (::chdir("/run") != 0 || !mount_tmpfs("/run")) return false;
  for (const auto& entry : plan.run_entries) bring_along(entry);
  return ::chdir("/") == 0 && ::mkdir("/run/pcscd", 0755) == 0;
}

bool make_run_folder(const RoomPlan& plan) {
  return plan.has_pcscd_folder ? mount_tmpfs("/run/pcscd") : make_own_run(plan);
}

bool write_configuration(const RoomPlan& plan) {
  return ::mkdir(reader_configuration_folder, 0755) == 0 && ::chdir(reader_configuration_folder) == 0 &&
         write_file("tameshi", plan.reader_configuration, O_CREAT) && ::chdir("/") == 0;
}

// A new network namespace has a loopback interface that is down.
bool raise_loopback() {
  const OwnedFd any(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  ifreq request{};
  std::memcpy(request.ifr_name, "lo", sizeof "lo");
  if (::ioctl(any.get(), SIOCGIFFLAGS, &request) != 0) return false;
  request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP);
  return ::ioctl(any.get(), SIOCSIFFLAGS, &request) == 0;
}

}  // namespace

MadeRoom make_room(const RoomPlan& plan) {
  MadeRoom out;
  const auto failing_at = [&out](RoomStep step) {
    out.failed = step;
    return out;
  };
  if (!leave_namespaces(plan, out.has_user_namespace)) return failing_at(RoomStep::namespaces);
  if (out.has_user_namespace && !map_identity(plan)) return failing_at(RoomStep::identity);
  if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return failing_at(RoomStep::mounts);
  if (!make_run_folder(plan)) return failing_at(RoomStep::run_folder);
  if (!write_configuration(plan)) return failing_at(RoomStep::configuration);
  if (!raise_loopback()) return failing_at(RoomStep::network);
  return out;
}

const char* to_string(RoomStep step) {
  switch (step) {
    case RoomStep::none:
      break;
    case RoomStep::namespaces:
      return "making user, mount and network namespaces";
    case RoomStep::identity:
      return "mapping the user in a new namespace";
    case RoomStep::mounts:
      return "making mounts private";
    case RoomStep::run_folder:
      return "mounting a /run/pcscd of its own";
    case RoomStep::configuration:
      return "writing the reader's configuration";
    case RoomStep::network:
      return "raising the loopback interface";
    case RoomStep::daemon:
      return "starting pcscd";
  }
  return "nothing";
}

}  // namespace tameshi::transport
