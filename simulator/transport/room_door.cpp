#include "simulator/transport/room_door.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <climits>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string_view>

#include "base/owned_fd.hpp"
#include "base/result.hpp"

namespace tameshi::transport {

namespace {

namespace fs = std::filesystem;

bool same_file(const char* path, int fd) {
  struct stat one {};
  struct stat other {};
  return ::fstat(fd, &one) == 0 && ::stat(path, &other) == 0 && one.st_dev == other.st_dev &&
         one.st_ino == other.st_ino;
}

[[noreturn]] void cannot_enter(const std::string& where, std::string cure) {
  throw Trouble(fmt::format("cannot enter the private PC/SC service: {}", std::strerror(errno)), where,
                std::move(cure));
}

// proc(5): the whole of a small file; empty when there is none or it may not be read.
std::string text_of(pid_t process, const char* file) {
  std::ifstream in(fmt::format("/proc/{}/{}", process, file), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool keeps_a_room(pid_t process) {
  return text_of(process, "comm") == fmt::format("{}\n", keeper_name);
}

OwnedFd namespace_of(pid_t process, const char* which) {
  return OwnedFd(::open(fmt::format("/proc/{}/ns/{}", process, which).c_str(), O_RDONLY | O_CLOEXEC));
}

// proc(5), status: "PPid:\t" and a number.
pid_t parent_of(pid_t process) {
  const auto status = text_of(process, "status");
  constexpr std::string_view label = "\nPPid:\t";
  const auto at = status.find(label);
  pid_t out = -1;
  if (at != std::string::npos)
    std::from_chars(status.data() + at + label.size(), status.data() + status.size(), out);
  return out;
}

// proc(5), cmdline: words that end in zero bytes.
std::string words_of(pid_t process) {
  auto out = text_of(process, "cmdline");
  std::replace(out.begin(), out.end(), '\0', ' ');
  if (!out.empty()) out.pop_back();
  return out;
}

}  // namespace

// setns(2) into a mount namespace moves to that namespace's root, which is not the keeper's when we live in a
// chroot; root and working folder are found again, the latter by its path.
void enter_room(int user, int mounts, pid_t keeper) {
  std::array<char, PATH_MAX> here{};
  const bool known = ::getcwd(here.data(), here.size()) != nullptr;
  bool inside = user < 0 || ::setns(user, CLONE_NEWUSER) == 0;
  // Behind the user namespace we may look at the keeper.
  const OwnedFd root(::open(fmt::format("/proc/{}/root", keeper).c_str(), O_PATH | O_CLOEXEC));
  inside = inside && ::setns(mounts, CLONE_NEWNS) == 0;
  if (inside && root && !same_file("/", root.get())) inside = ::fchdir(root.get()) == 0 && ::chroot(".") == 0;
  if (!inside) cannot_enter({}, {});
  [[maybe_unused]] const auto back = known ? ::chdir(here.data()) : 0;
}

std::function<void()> door_of_room(pid_t keeper) {
  const auto name = fmt::format("process {}", keeper);
  if (!keeps_a_room(keeper))
    throw Trouble("there is no private PC/SC service", name, "has the program that made it ended?");
  // Shared, since a std::function is copied.
  const auto mounts = std::make_shared<OwnedFd>(namespace_of(keeper, "mnt"));
  const auto user = std::make_shared<OwnedFd>(namespace_of(keeper, "user"));
  if (!*mounts || !*user) cannot_enter(name, "enter as the user who started it");
  const bool same_user = same_file("/proc/self/ns/user", user->get());
  return
      [mounts, user, same_user, keeper] { enter_room(same_user ? -1 : user->get(), mounts->get(), keeper); };
}

std::vector<KeptRoom> kept_rooms() {
  std::vector<KeptRoom> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/proc", error)) {
    const auto name = entry.path().filename().string();
    pid_t process = -1;
    const auto [stop, wrong] = std::from_chars(name.data(), name.data() + name.size(), process);
    if (wrong != std::errc{} || stop != name.data() + name.size() || !keeps_a_room(process)) continue;
    if (!namespace_of(process, "mnt")) continue;
    out.push_back({process, words_of(parent_of(process))});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.keeper < b.keeper; });
  return out;
}

}  // namespace tameshi::transport
