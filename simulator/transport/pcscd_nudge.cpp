#include "simulator/transport/pcscd_nudge.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "base/owned_fd.hpp"

namespace tameshi::transport {

namespace {

using Path = std::array<char, 64>;
using Text = std::array<char, 4096>;

// The beginning of a file of /proc; empty when it cannot be read.
std::string_view read_text(const Path& path, Text& text) {
  const OwnedFd file(::open(path.data(), O_RDONLY | O_CLOEXEC));
  const auto got = file ? ::read(file.get(), text.data(), text.size()) : -1;
  return {text.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
}

// proc(5), status: "SigCgt:\t" and a mask in hexadecimal. Without a handler the signal would end the process.
bool handles_signal(pid_t process, int signal) {
  Path path{};
  Text text{};
  std::snprintf(path.data(), path.size(), "/proc/%d/status", process);
  const auto status = read_text(path, text);
  constexpr std::string_view label = "SigCgt:\t";
  const auto at = status.find(label);
  if (at == std::string_view::npos) return false;
  unsigned long long caught = 0;
  const auto* digits = status.data() + at + label.size();
  std::from_chars(digits, status.data() + status.size(), caught, 16);
  return (caught >> (signal - 1) & 1U) != 0;
}

// proc(5), syscall: begins with the number of the system call the thread is in.
bool is_asleep(pid_t process, pid_t thread) {
  Path path{};
  Text text{};
  std::snprintf(path.data(), path.size(), "/proc/%d/task/%d/syscall", process, thread);
  const auto line = read_text(path, text);
  long number = -1;
  std::from_chars(line.data(), line.data() + line.size(), number);
  return number == SYS_clock_nanosleep || number == SYS_nanosleep;
}

// getdents64(2) itself: opendir(3) allocates.
template <typename Function>
void for_each_thread(pid_t process, Function function) {
  Path path{};
  std::snprintf(path.data(), path.size(), "/proc/%d/task", process);
  const OwnedFd folder(::open(path.data(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  alignas(dirent64) Text entries{};
  const auto got = folder ? ::syscall(SYS_getdents64, folder.get(), entries.data(), entries.size()) : 0;
  for (long at = 0; at < got;) {
    const auto* entry = reinterpret_cast<const dirent64*>(entries.data() + at);
    pid_t thread = 0;
    std::from_chars(entry->d_name, entry->d_name + std::strlen(entry->d_name), thread);
    if (thread > 0) function(thread);
    at += entry->d_reclen;
  }
}

}  // namespace

void nudge_pcscd(pid_t pcscd) {
  if (!handles_signal(pcscd, SIGUSR1)) return;
  for_each_thread(pcscd, [pcscd](pid_t thread) {
    if (is_asleep(pcscd, thread)) ::syscall(SYS_tgkill, pcscd, thread, SIGUSR1);
  });
}

}  // namespace tameshi::transport
