// A process as a descriptor that becomes readable when it ends, pidfd_open(2).
#pragma once

#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/owned_fd.hpp"

namespace tameshi {

// Empty, with errno, when there is no such process or the kernel is older than 5.3. The system call itself:
// the declaration in glibc 2.36's <sys/pidfd.h> lacks its extern "C".
inline OwnedFd open_pidfd(pid_t process) {
  return OwnedFd(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
}

}  // namespace tameshi
