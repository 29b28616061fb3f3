#include "conformance/cli/interrupt.hpp"

#include <unistd.h>

#include <csignal>
#include <string_view>

namespace tameshi::cli {
namespace {

// A signal has no other way in.
volatile std::sig_atomic_t is_interrupted = 0;
// Processes of a private PC/SC are forked from us and hear Ctrl-C too; they live on as long as we do, in
// silence.
pid_t speaker = 0;

void on_interrupt(int /*signal*/) {
  is_interrupted = 1;
  if (::getpid() != speaker) return;
  constexpr std::string_view text = "\nstopping after this run; once more to stop at once\n";
  [[maybe_unused]] const auto told = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

void wait_for_interrupt() {
  speaker = ::getpid();
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  // The second one finds the handler gone. What waits in a system call goes on waiting.
  action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
  ::sigaction(SIGINT, &action, nullptr);
}

bool interrupted() {
  return is_interrupted != 0;
}

}  // namespace tameshi::cli
