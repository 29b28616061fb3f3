#include "simulator/transport/room_keeper.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>

#include "base/pidfd.hpp"
#include "simulator/transport/pcscd_nudge.hpp"
#include "simulator/transport/room_door.hpp"
#include "simulator/transport/room_message.hpp"
#include "simulator/transport/room_namespace.hpp"

namespace tameshi::transport {

namespace {

constexpr timespec between_attempts{0, 1'000'000};
constexpr timespec between_nudges{0, 5'000'000};
constexpr int grace_milliseconds = 1000;

// Nothing of the program we were forked from stays: no terminal, no handlers, no descriptors but ours.
KeeperDescriptors leave_home(KeeperDescriptors from) {
  ::setsid();
  ::prctl(PR_SET_NAME, keeper_name);
  for (int number = 1; number < NSIG; ++number) ::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  constexpr int out_of_the_way = 100;
  std::array<int, 3> kept{from.control, from.log, from.owner};
  for (auto& fd : kept) fd = ::fcntl(fd, F_DUPFD_CLOEXEC, out_of_the_way);
  const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int standard = 0; standard < 3; ++standard) ::dup2(nowhere, standard);
  for (int i = 0; i < 3; ++i) ::dup3(kept[static_cast<std::size_t>(i)], 3 + i, O_CLOEXEC);
  ::close_range(6, ~0U, 0);
  return {3, 4, 5};
}

// Readers that are plugged into the machine are none of our pcscd's business; only it loses sight of them.
void hide_usb() {
  if (::unshare(CLONE_NEWNS) == 0)
    ::mount("tmpfs", "/dev/bus/usb", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755");
}

[[noreturn]] void become_pcscd(const RoomPlan& plan, int log, pid_t keeper) {
  hide_usb();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != keeper) ::_exit(127);
  ::dup2(log, 1);
  ::dup2(log, 2);
  ::execl(plan.pcscd.c_str(), "pcscd", "-f", "-c", reader_configuration_folder, static_cast<char*>(nullptr));
  ::_exit(127);
}

sockaddr_in vpcd_address(int slot) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_port = htons(static_cast<std::uint16_t>(vpcd_port + slot));
  out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return out;
}

// Empty when vpcd does not listen yet. Bounded, since vpcd's backlog is one connection long.
OwnedFd connect_to_vpcd(int slot) {
  OwnedFd out(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const timeval second{1, 0};
  const timeval unbounded{};
  ::setsockopt(out.get(), SOL_SOCKET, SO_SNDTIMEO, &second, sizeof second);
  const auto address = vpcd_address(slot);
  if (::connect(out.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return {};
  ::setsockopt(out.get(), SOL_SOCKET, SO_SNDTIMEO, &unbounded, sizeof unbounded);
  return out;
}

bool pcscd_serves() {
  const OwnedFd client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  constexpr char path[] = "/run/pcscd/pcscd.comm";
  std::memcpy(address.sun_path, path, sizeof path);
  return ::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

class Keeper {
 public:
  Keeper(const RoomPlan& plan, KeeperDescriptors descriptors, bool has_user_namespace)
      : descriptors_(descriptors), has_user_namespace_(has_user_namespace) {
    const pid_t self = ::getpid();
    pcscd_ = ::fork();
    if (pcscd_ == 0) become_pcscd(plan, descriptors_.log, self);
    pcscd_end_ = open_pidfd(pcscd_);
    // So that the owner's end sees the log's end of file when pcscd is gone.
    ::close(descriptors_.log);
  }

  [[nodiscard]] bool has_started() const { return pcscd_ > 0 && pcscd_end_; }

  [[noreturn]] void keep() {
    for (;;) {
      serve_messages();
      if (!ready_) offer_ready();
      if (connection_wanted_) offer_connection();
      if (hurried_) nudge_pcscd(pcscd_);
    }
  }

 private:
  void serve_messages() {
    std::array<pollfd, 3> watched{
        {{descriptors_.control, POLLIN, 0}, {descriptors_.owner, POLLIN, 0}, {pcscd_end_.get(), POLLIN, 0}}};
    if (::ppoll(watched.data(), watched.size(), pause(), nullptr) <= 0) return;
    if (watched[1].revents != 0) leave();
    if (watched[2].revents != 0) report_end();
    if (watched[0].revents != 0) obey();
  }

  // There is no event for "somebody listens now": while pcscd starts, which takes some twenty milliseconds,
  // it is asked again and again. When nothing is to be done, this waits without end.
  [[nodiscard]] const timespec* pause() const {
    if (!ready_ || connection_wanted_) return &between_attempts;
    return hurried_ ? &between_nudges : nullptr;
  }

  void obey() {
    const auto message = receive_message(descriptors_.control);
    if (!message) leave();
    if (message->word == RoomWord::connect) {
      connection_wanted_ = true;
      slot_ = message->number;
    }
    if (message->word == RoomWord::hurry) hurried_ = true;
    if (message->word == RoomWord::rest) hurried_ = false;
  }

  void offer_connection() {
    const auto connection = connect_to_vpcd(slot_);
    if (!connection) return;
    connection_wanted_ = false;
    const std::array descriptors{connection.get()};
    send_message(descriptors_.control, RoomWord::connected, 0, 0, descriptors);
  }

  void offer_ready() {
    if (!pcscd_serves()) return;
    ready_ = true;
    const OwnedFd mounts(::open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC));
    const OwnedFd user(::open("/proc/self/ns/user", O_RDONLY | O_CLOEXEC));
    const std::array descriptors{mounts.get(), user.get()};
    send_message(descriptors_.control, RoomWord::ready, 0, 0,
                 std::span(descriptors).first(has_user_namespace_ ? 2 : 1));
  }

  [[noreturn]] void report_end() {
    int status = 0;
    ::waitpid(pcscd_, &status, 0);
    send_message(descriptors_.control, RoomWord::ended, status);
    ::_exit(0);
  }

  [[noreturn]] void leave() {
    ::kill(pcscd_, SIGTERM);
    pollfd end{pcscd_end_.get(), POLLIN, 0};
    if (::poll(&end, 1, grace_milliseconds) != 1) ::kill(pcscd_, SIGKILL);
    ::waitpid(pcscd_, nullptr, 0);
    ::_exit(0);
  }

  KeeperDescriptors descriptors_;
  bool has_user_namespace_;
  pid_t pcscd_ = -1;
  OwnedFd pcscd_end_;
  bool connection_wanted_ = false;
  int slot_ = 0;  // for which it is wanted
  bool hurried_ = false;
  bool ready_ = false;
};

[[noreturn]] void refuse(int control, RoomStep step) {
  send_message(control, RoomWord::refused, static_cast<int>(step), errno);
  ::_exit(1);
}

}  // namespace

void keep_room(const RoomPlan& plan, KeeperDescriptors descriptors) {
  descriptors = leave_home(descriptors);
  const auto room = make_room(plan);
  if (room.failed != RoomStep::none) refuse(descriptors.control, room.failed);
  Keeper keeper(plan, descriptors, room.has_user_namespace);
  if (!keeper.has_started()) refuse(descriptors.control, RoomStep::daemon);
  keeper.keep();
}

}  // namespace tameshi::transport
