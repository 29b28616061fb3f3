#include "base/running_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/no_sigpipe.hpp"
#include "base/pidfd.hpp"
#include "base/process_start.hpp"

namespace tameshi {

namespace {

int milliseconds_to(std::optional<SteadyTime> deadline) {
  if (!deadline) return -1;
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(*deadline - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(left.count(), 0, 1000L * 3600));
}

}  // namespace

std::optional<SteadyTime> deadline_of(std::chrono::milliseconds timeout) {
  if (timeout <= std::chrono::milliseconds::zero()) return std::nullopt;
  return std::chrono::steady_clock::now() + timeout;
}

Capture::Capture(OwnedFd fd) : fd_(std::move(fd)) {
  ::fcntl(fd_.get(), F_SETFL, O_NONBLOCK);
}

void Capture::take() {
  std::array<char, 65536> buffer{};
  while (fd_) {
    const auto got = ::read(fd_.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) return fd_.reset();
    keep({buffer.data(), static_cast<std::size_t>(got)});
  }
}

std::optional<std::string> Capture::take_line() {
  const auto end = text_.find('\n');
  if (end == std::string::npos) return std::nullopt;
  auto out = text_.substr(0, end);
  text_.erase(0, end + 1);
  return out;
}

std::string Capture::text() {
  if (dropped_ > 0) text_ += "\n[" + std::to_string(dropped_) + " more bytes were dropped]\n";
  return std::move(text_);
}

void Capture::keep(std::string_view piece) {
  const auto room = std::min(piece.size(), process_output_limit - text_.size());
  text_.append(piece.substr(0, room));
  dropped_ += piece.size() - room;
}

Feed::Feed(OwnedFd fd) : fd_(std::move(fd)) {
  ::fcntl(fd_.get(), F_SETFL, O_NONBLOCK);
}

void Feed::close_when_given() {
  ends_ = true;
  if (left_.empty()) fd_.reset();
}

void Feed::give() {
  const NoSigpipe quiet;
  while (fd_ && !left_.empty()) {
    const auto put = ::write(fd_.get(), left_.data(), left_.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0 && errno == EAGAIN) return;
    if (put < 0) return fd_.reset();
    left_.erase(0, static_cast<std::size_t>(put));
  }
  if (ends_) fd_.reset();
}

Result<RunningProcess> RunningProcess::start(const ProcessRequest& request) {
  auto input = make_pipe();
  auto output = make_pipe();
  auto errors = make_pipe();
  const StartPlan plan{request.command,
                       request.environment,
                       request.directory,
                       request.in_child,
                       {input.read_end.get(), output.write_end.get(), errors.write_end.get()},
                       true};
  TRY(const pid_t pid, start_process(plan));
  return RunningProcess(pid, std::move(input.write_end), std::move(output.read_end),
                        std::move(errors.read_end));
}

RunningProcess::RunningProcess(pid_t pid, OwnedFd input, OwnedFd output, OwnedFd errors)
    : pid_(pid),
      pidfd_(open_pidfd(pid)),
      feed_(std::move(input)),
      output_(std::move(output)),
      errors_(std::move(errors)) {
  if (!pidfd_) {
    end_now();
    throw Trouble(std::string("cannot watch a process: ") + std::strerror(errno), {},
                  "Linux 5.3 or later is needed");
  }
}

bool RunningProcess::serve_until(std::optional<SteadyTime> deadline, const std::function<bool()>& done) {
  while (!done()) {
    if (!serve_once(deadline)) return false;
  }
  return true;
}

void RunningProcess::end_group() {
  const auto all_gone = [this] { return ended_ && output_.fd() < 0 && errors_.fd() < 0; };
  ::kill(-pid_, SIGTERM);
  serve_until(std::chrono::steady_clock::now() + process_grace, all_gone);
  ::kill(-pid_, SIGKILL);
  // Descriptors that went to a process outside the group are not waited for any longer than this.
  serve_until(std::chrono::steady_clock::now() + process_grace, all_gone);
}

ProcessResult RunningProcess::reap(bool timed_out) {
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

void RunningProcess::end_now() const {
  ::kill(-pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

bool RunningProcess::serve_once(std::optional<SteadyTime> deadline) {
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

void RunningProcess::note_end() {
  ended_ = true;
  output_.take();
  errors_.take();
}

}  // namespace tameshi
