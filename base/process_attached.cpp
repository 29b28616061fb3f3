// A program on our own terminal.
#include <sys/wait.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

#include "base/process.hpp"
#include "base/process_start.hpp"

namespace tameshi {

namespace {

constexpr std::array forwarded{SIGINT, SIGTERM, SIGHUP};

// Signal handlers know only globals.
std::atomic<pid_t> attached_child{0};
std::atomic<int> early_signal{0};
static_assert(std::atomic<pid_t>::is_always_lock_free);

// What the terminal sends (si_code SI_KERNEL) reaches the whole foreground group, the child among it; only
// what another process sent to us alone is handed on, so that one Ctrl-C does not count twice.
void hand_on(int number, siginfo_t* info, void*) {
  if (info->si_code > 0) return;
  const int saved = errno;
  const pid_t child = attached_child.load();
  if (child > 0) {
    ::kill(child, number);
  } else {
    early_signal.store(number);
  }
  errno = saved;
}

class Forwarding {
 public:
  Forwarding() {
    early_signal.store(0);
    struct sigaction action {};
    action.sa_sigaction = hand_on;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    for (std::size_t i = 0; i < forwarded.size(); ++i) ::sigaction(forwarded[i], &action, &before_[i]);
  }
  Forwarding(const Forwarding&) = delete;
  Forwarding& operator=(const Forwarding&) = delete;
  ~Forwarding() {
    attached_child.store(0);
    for (std::size_t i = 0; i < forwarded.size(); ++i) ::sigaction(forwarded[i], &before_[i], nullptr);
  }

  static void to(pid_t child) {
    attached_child.store(child);
    if (const int number = early_signal.exchange(0); number != 0) ::kill(child, number);
  }

 private:
  std::array<struct sigaction, forwarded.size()> before_{};
};

// Waits without reaping, so that a late signal cannot go to a stranger with the child's old number.
void await_exit(pid_t child) {
  siginfo_t info{};
  while (::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT) < 0 && errno == EINTR) {
  }
}

}  // namespace

Result<int> run_attached(const std::vector<std::string>& command, const std::function<void()>& in_child) {
  int status = 0;
  const Forwarding forwarding;
  TRY(const pid_t child, start_process({command, {}, {}, in_child}));
  Forwarding::to(child);
  await_exit(child);
  attached_child.store(0);
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace tameshi
