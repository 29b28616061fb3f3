// A program that stays, and is spoken to by lines: one in, one out.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/process.hpp"

namespace tameshi {

class TalkingProcess {
 public:
  // The request's input and timeout do not count. A program that cannot be started is a Problem.
  static Result<TalkingProcess> start(const ProcessRequest& request);
  TalkingProcess(TalkingProcess&&) noexcept;
  TalkingProcess& operator=(TalkingProcess&&) = delete;
  // end()
  ~TalkingProcess();

  enum class Heard { line, nothing, too_long, ended };
  struct Answer {
    Heard heard = Heard::nothing;
    std::string line;  // without its end; of what is too long, nothing
  };

  void say(std::string_view line);
  // The next line that it writes, or why none came: the time was up, it is longer than process_output_limit,
  // or the program has ended.
  Answer next_line(std::chrono::milliseconds timeout);

  // Closes its input and lets it leave on its own for process_grace, then ends its group. What it wrote and
  // nobody took, and how it ended. Once.
  ProcessResult end();

 private:
  class Core;
  explicit TalkingProcess(std::unique_ptr<Core> core);
  std::unique_ptr<Core> core_;
};

}  // namespace tameshi
