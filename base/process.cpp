#include "base/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <optional>
#include <string_view>

#include "base/pidfd.hpp"
#include "base/process_start.hpp"

namespace tameshi {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

// One of the child's output streams: kept up to the limit, counted beyond it.
class Capture {
 public:
  explicit Capture(OwnedFd fd) : fd_(std::move(fd)) { ::fcntl(fd_.get(), F_SETFL, O_NONBLOCK); }

  [[nodiscard]] int fd() const { return fd_.get(); }

  // Takes what is there; closes at the end of the stream.
  void take() {
    std::array<char, 65536> buffer{};
    while (fd_) {
      const auto got = ::read(fd_.get(), buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0 && errno == EAGAIN) return;
      if (got <= 0) return fd_.reset();
      keep({buffer.data(), static_cast<std::size_t>(got)});
    }
  }

  std::string text() {
    if (dropped_ > 0) text_ += "\n[" + std::to_string(dropped_) + " more bytes were dropped]\n";
    return std::move(text_);
  }

 private:
  void keep(std::string_view piece) {
    const auto room = std::min(piece.size(), process_output_limit - text_.size());
    text_.append(piece.substr(0, room));
    dropped_ += piece.size() - room;
  }

  OwnedFd fd_;
  std::string text_;
  std::size_t dropped_ = 0;
};

// Writing to a program that no longer reads raises SIGPIPE in this thread; here it is only EPIPE.
class NoSigpipe {
 public:
  NoSigpipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  NoSigpipe(const NoSigpipe&) = delete;
  NoSigpipe& operator=(const NoSigpipe&) = delete;
  ~NoSigpipe() {
    const timespec at_once{};
    while (::sigtimedwait(&pipe_, nullptr, &at_once) > 0) {
    }
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t pipe_{};
  sigset_t before_{};
};

// The child's input: written as the child takes it, closed when all is written or nobody reads.
class Feed {
 public:
  Feed(OwnedFd fd, std::string_view text) : fd_(std::move(fd)), left_(text) {
    ::fcntl(fd_.get(), F_SETFL, O_NONBLOCK);
    if (left_.empty()) fd_.reset();
  }

  [[nodiscard]] int fd() const { return fd_.get(); }

  void give() {
    const NoSigpipe quiet;
    while (fd_) {
      const auto put = ::write(fd_.get(), left_.data(), left_.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0 && errno == EAGAIN) return;
      if (put < 0) return fd_.reset();
      left_.remove_prefix(static_cast<std::size_t>(put));
      if (left_.empty()) fd_.reset();
    }
  }

 private:
  OwnedFd fd_;
  std::string_view left_;
};

class RunningProcess {
 public:
  RunningProcess(pid_t pid, OwnedFd input, std::string_view text, OwnedFd output, OwnedFd errors)
      : pid_(pid),
        pidfd_(open_pidfd(pid)),
        feed_(std::move(input), text),
        output_(std::move(output)),
        errors_(std::move(errors)) {
    if (!pidfd_) {
      end_now();
      throw Trouble(std::string("cannot watch a process: ") + std::strerror(errno), {},
                    "Linux 5.3 or later is needed");
    }
  }

  // False when the deadline came first.
  bool await_end(std::optional<SteadyTime> deadline) {
    return serve_until(deadline, [this] { return ended_; });
  }

  // SIGTERM, time to leave, SIGKILL, to whoever is left of the group. The leader is not reaped before, so the
  // group's number cannot have become anybody else's.
  void end_group() {
    const auto all_gone = [this] { return ended_ && output_.fd() < 0 && errors_.fd() < 0; };
    ::kill(-pid_, SIGTERM);
    serve_until(std::chrono::steady_clock::now() + process_grace, all_gone);
    ::kill(-pid_, SIGKILL);
    // Descriptors that went to a process outside the group are not waited for any longer than this.
    serve_until(std::chrono::steady_clock::now() + process_grace, all_gone);
  }

  ProcessResult reap(bool timed_out) {
    ProcessResult out;
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status)) out.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) out.signal = WTERMSIG(status);
    out.timed_out = timed_out;
    out.output = output_.text();
    out.errors = errors_.text();
    return out;
  }

 private:
  void end_now() const {
    ::kill(-pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }

  template <typename Done>
  bool serve_until(std::optional<SteadyTime> deadline, Done done) {
    while (!done()) {
      if (!serve_once(deadline)) return false;
    }
    return true;
  }

  bool serve_once(std::optional<SteadyTime> deadline) {
    // poll(2) ignores negative descriptors, which is what closed streams and an ended process have.
    std::array<pollfd, 4> watched{{{output_.fd(), POLLIN, 0},
                                   {errors_.fd(), POLLIN, 0},
                                   {feed_.fd(), POLLOUT, 0},
                                   {ended_ ? -1 : pidfd_.get(), POLLIN, 0}}};
    const int ready = ::poll(watched.data(), watched.size(), milliseconds_to(deadline));
    if (ready == 0) return false;
    if (ready < 0) return true;
    if (watched[0].revents != 0) output_.take();
    if (watched[1].revents != 0) errors_.take();
    if (watched[2].revents != 0) feed_.give();
    if (watched[3].revents != 0) note_end();
    return true;
  }

  void note_end() {
    ended_ = true;
    output_.take();
    errors_.take();
  }

  static int milliseconds_to(std::optional<SteadyTime> deadline) {
    if (!deadline) return -1;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(*deadline - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(left.count(), 0, 1000L * 3600));
  }

  pid_t pid_;
  OwnedFd pidfd_;
  Feed feed_;
  Capture output_;
  Capture errors_;
  bool ended_ = false;
};

std::optional<SteadyTime> deadline_of(std::chrono::milliseconds timeout) {
  if (timeout <= std::chrono::milliseconds::zero()) return std::nullopt;
  return std::chrono::steady_clock::now() + timeout;
}

}  // namespace

Result<ProcessResult> run(const ProcessRequest& request) {
  auto input = make_pipe();
  auto output = make_pipe();
  auto errors = make_pipe();
  const StartPlan plan{request.command,
                       request.environment,
                       request.directory,
                       request.in_child,
                       {input.read_end.get(), output.write_end.get(), errors.write_end.get()},
                       true};
  const auto deadline = deadline_of(request.timeout);
  TRY(const pid_t pid, start_process(plan));
  input.read_end.reset();
  output.write_end.reset();
  errors.write_end.reset();
  RunningProcess process(pid, std::move(input.write_end), request.input, std::move(output.read_end),
                         std::move(errors.read_end));
  const bool in_time = process.await_end(deadline);
  process.end_group();
  return process.reap(!in_time);
}

}  // namespace tameshi
