// The way from a command to a running child: shared by run() and run_attached().
#pragma once

#include <sys/types.h>

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "base/journal.hpp"
#include "base/owned_fd.hpp"
#include "base/result.hpp"

namespace tameshi {

struct StartPlan {
  const std::vector<std::string>& command;
  const std::vector<NamedText>& environment;
  const std::string& directory;
  const std::function<void()>& in_child;
  std::array<int, 3> streams{-1, -1, -1};  // become 0, 1, 2; -1: inherited
  bool own_group = false;
};

// Returns once the program has been exec'd; before that nothing counts as started.
Result<pid_t> start_process(const StartPlan& plan);

struct Pipe {
  OwnedFd read_end;
  OwnedFd write_end;
};
// Both ends close on exec.
Pipe make_pipe();

}  // namespace tameshi
