#include "base/talking_process.hpp"

#include "base/running_process.hpp"

namespace tameshi {

class TalkingProcess::Core {
 public:
  explicit Core(RunningProcess process) : process_(std::move(process)) {}

  void say(std::string_view line) {
    process_.feed().add(line);
    process_.feed().add("\n");
    process_.feed().give();
  }

  Answer next_line(std::chrono::milliseconds timeout) {
    std::optional<std::string> line;
    auto& output = process_.output();
    const auto over = [&] { return output.fd() < 0 || process_.has_ended(); };
    const auto heard = [&] {
      line = output.take_line();
      return line.has_value() || output.is_over_full() || over();
    };
    const bool in_time = process_.serve_until(deadline_of(timeout), heard);
    if (line) return {Heard::line, *std::move(line)};
    if (!in_time) return {Heard::nothing, {}};
    return {output.is_over_full() ? Heard::too_long : Heard::ended, {}};
  }

  ProcessResult end() {
    process_.feed().close();
    process_.await_end(std::chrono::steady_clock::now() + process_grace);
    process_.end_group();
    return process_.reap(false);
  }

 private:
  RunningProcess process_;
};

TalkingProcess::TalkingProcess(std::unique_ptr<Core> core) : core_(std::move(core)) {}
TalkingProcess::TalkingProcess(TalkingProcess&&) noexcept = default;

TalkingProcess::~TalkingProcess() {
  if (core_) end();
}

Result<TalkingProcess> TalkingProcess::start(const ProcessRequest& request) {
  TRY(auto process, RunningProcess::start(request));
  return TalkingProcess(std::make_unique<Core>(std::move(process)));
}

void TalkingProcess::say(std::string_view line) {
  core_->say(line);
}

TalkingProcess::Answer TalkingProcess::next_line(std::chrono::milliseconds timeout) {
  return core_->next_line(timeout);
}

ProcessResult TalkingProcess::end() {
  const auto core = std::move(core_);
  return core->end();
}

}  // namespace tameshi
