#include "base/process.hpp"

#include "base/running_process.hpp"

namespace tameshi {

Result<ProcessResult> run(const ProcessRequest& request) {
  const auto deadline = deadline_of(request.timeout);
  TRY(auto process, RunningProcess::start(request));
  process.feed().add(request.input);
  process.feed().close_when_given();
  const bool in_time = process.await_end(deadline);
  process.end_group();
  return process.reap(!in_time);
}

}  // namespace tameshi
