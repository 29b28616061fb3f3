// A child with its three streams: what run() and a TalkingProcess have in common.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/owned_fd.hpp"
#include "base/process.hpp"

namespace tameshi {

using SteadyTime = std::chrono::steady_clock::time_point;

// Zero is never.
std::optional<SteadyTime> deadline_of(std::chrono::milliseconds timeout);

// One of the child's output streams: kept up to the limit, counted beyond it.
class Capture {
 public:
  explicit Capture(OwnedFd fd);

  [[nodiscard]] int fd() const { return fd_.get(); }
  // Whether something was dropped.
  [[nodiscard]] bool is_over_full() const { return dropped_ > 0; }
  // Takes what is there; closes at the end of the stream.
  void take();
  // The first line of what was kept, which is then kept no longer; nothing while none has ended.
  std::optional<std::string> take_line();
  std::string text();

 private:
  void keep(std::string_view piece);

  OwnedFd fd_;
  std::string text_;
  std::size_t dropped_ = 0;
};

// The child's input: written as the child takes it.
class Feed {
 public:
  explicit Feed(OwnedFd fd);

  // Only while something is left to write.
  [[nodiscard]] int fd() const { return left_.empty() ? -1 : fd_.get(); }
  void add(std::string_view text) { left_ += text; }
  void give();
  // When all is written or nobody reads.
  void close_when_given();
  void close() { fd_.reset(); }

 private:
  OwnedFd fd_;
  std::string left_;
  bool ends_ = false;
};

class RunningProcess {
 public:
  // In a process group of its own. A program that cannot be started is a Problem.
  static Result<RunningProcess> start(const ProcessRequest& request);
  RunningProcess(RunningProcess&&) = default;

  Feed& feed() { return feed_; }
  Capture& output() { return output_; }
  [[nodiscard]] bool has_ended() const { return ended_; }

  // Serves the streams; false when the deadline came first.
  bool serve_until(std::optional<SteadyTime> deadline, const std::function<bool()>& done);
  bool await_end(std::optional<SteadyTime> deadline) {
    return serve_until(deadline, [this] { return ended_; });
  }
  // SIGTERM, time to leave, SIGKILL, to whoever is left of the group. The leader is not reaped before, so the
  // group's number cannot have become anybody else's.
  void end_group();
  // Once, at last.
  ProcessResult reap(bool timed_out);

 private:
  RunningProcess(pid_t pid, OwnedFd input, OwnedFd output, OwnedFd errors);

  void end_now() const;
  bool serve_once(std::optional<SteadyTime> deadline);
  void note_end();

  pid_t pid_;
  OwnedFd pidfd_;
  Feed feed_;
  Capture output_;
  Capture errors_;
  bool ended_ = false;
};

}  // namespace tameshi
