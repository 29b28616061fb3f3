#include "simulator/transport/private_room.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

#include "base/owned_fd.hpp"
#include "base/pidfd.hpp"
#include "base/result.hpp"
#include "simulator/transport/room_door.hpp"
#include "simulator/transport/room_keeper.hpp"
#include "simulator/transport/room_namespace.hpp"

namespace tameshi::transport {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 15s;
constexpr std::size_t words_kept = 4000;

struct Ends {
  OwnedFd ours;
  OwnedFd theirs;
};

[[noreturn]] void out_of_descriptors(const char* doing) {
  throw Trouble(fmt::format("cannot {}: {}", doing, std::strerror(errno)), {},
                "raise the limit of open files");
}

// Whole messages, and an end of file when the other side is gone.
Ends make_control() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    out_of_descriptors("make a socketpair");
  return {OwnedFd(ends[0]), OwnedFd(ends[1])};
}

// Neither end ever blocks: what pcscd prints while nobody reads is bounded by the pipe's 64 KiB.
Ends make_log() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) out_of_descriptors("make a pipe");
  return {OwnedFd(ends[0]), OwnedFd(ends[1])};
}

// Where namespaces are forbidden there is still the machine's own pcscd.
std::string cure_of(RoomStep step, int error) {
  if (step == RoomStep::daemon) return "raise the limit of processes";
  if (step == RoomStep::mounts && error == EINVAL) {
    return "the root folder is no mount point, as in a plain chroot: bind it onto itself before entering it, "
           "or use "
           "--system-reader";
  }
  return "allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone, "
         "kernel.apparmor_restrict_unprivileged_userns, user.max_user_namespaces; in a container, its "
         "seccomp "
         "profile), or use the machine's own PC/SC service with --system-reader";
}

std::string describe_end(int status) {
  if (WIFSIGNALED(status)) return fmt::format("by signal {}", WTERMSIG(status));
  return fmt::format("with exit code {}", WEXITSTATUS(status));
}

}  // namespace

PrivateRoom::PrivateRoom() {
  const auto plan = plan_room();
  auto control = make_control();
  auto log = make_log();
  const auto owner = open_pidfd(::getpid());
  if (!owner) out_of_descriptors("watch our own process");
  keeper_ = ::fork();
  if (keeper_ < 0) {
    throw Trouble(fmt::format("cannot fork: {}", std::strerror(errno)), {}, "raise the limit of processes");
  }
  if (keeper_ == 0) keep_room(plan, {control.theirs.get(), log.theirs.get(), owner.get()});
  control_ = std::move(control.ours);
  log_ = std::move(log.ours);
}

PrivateRoom::~PrivateRoom() {
  // Not only closed: a copy of this end may be open in a child that is just being forked.
  ::shutdown(control_.get(), SHUT_RDWR);
  control_.reset();
  while (::waitpid(keeper_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

OwnedFd PrivateRoom::connect(int slot) {
  const std::lock_guard lock(mutex_);
  send_message(control_.get(), RoomWord::connect, slot);
  return std::move(await(RoomWord::connected).descriptors[0]);
}

void PrivateRoom::hurry(bool on) noexcept {
  send_message(control_.get(), on ? RoomWord::hurry : RoomWord::rest);
}

void PrivateRoom::await_ready() {
  const std::lock_guard lock(mutex_);
  if (!mounts_) await(RoomWord::ready);
}

std::function<void()> PrivateRoom::entry() const {
  return [user = user_.get(), mounts = mounts_.get(), keeper = keeper_] { enter_room(user, mounts, keeper); };
}

void PrivateRoom::check(std::chrono::milliseconds wait) {
  const std::lock_guard lock(mutex_);
  pollfd control{control_.get(), POLLIN, 0};
  while (::poll(&control, 1, static_cast<int>(wait.count())) == 1) {
    auto message = receive_message(control_.get());
    if (!message) fail("the private PC/SC service has ended", "run again");
    digest(*std::move(message));
  }
  last_words();
}

RoomMessage PrivateRoom::await(RoomWord word) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    pollfd control{control_.get(), POLLIN, 0};
    const int ready = left > 0ms ? ::poll(&control, 1, static_cast<int>(left.count())) : 0;
    if (ready < 0) continue;
    if (ready == 0) fail("the private PC/SC service does not get ready", "is the machine overloaded?");
    auto message = receive_message(control_.get());
    if (!message) fail("the private PC/SC service has ended", "run again");
    if (message->word == RoomWord::connected && word == RoomWord::connected) return *std::move(message);
    const bool awaited = message->word == word;
    digest(*std::move(message));
    if (awaited) return {};
  }
}

void PrivateRoom::digest(RoomMessage message) {
  if (message.word == RoomWord::ready) {
    mounts_ = std::move(message.descriptors[0]);
    user_ = std::move(message.descriptors[1]);
  }
  if (message.word == RoomWord::refused) {
    const auto step = static_cast<RoomStep>(message.number);
    fail(fmt::format("cannot make a private PC/SC service: {}: {}", to_string(step),
                     std::strerror(message.error)),
         cure_of(step, message.error));
  }
  if (message.word == RoomWord::ended) {
    fail("pcscd has ended " + describe_end(message.number), "run again");
  }
}

void PrivateRoom::fail(std::string what, std::string cure) {
  const auto words = last_words();
  if (!words.empty()) what += "; it printed: " + words;
  throw Trouble(std::move(what), {}, std::move(cure));
}

// The end of what pcscd has printed so far.
std::string PrivateRoom::last_words() {
  std::array<char, 4096> buffer{};
  for (;;) {
    const auto got = ::read(log_.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    printed_.append(buffer.data(), static_cast<std::size_t>(got));
    if (printed_.size() > words_kept) printed_.erase(0, printed_.size() - words_kept);
  }
  return printed_;
}

}  // namespace tameshi::transport
