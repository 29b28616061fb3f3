// Making pcscd look at its readers now. It looks every 0.4 s and sleeps in between; a signal that it has a
// handler for ends a thread's sleep early. SIGUSR1 asks it to read its readers' configuration again (pcscd
// --hotplug sends it), which changes nothing here. So insertions and removals take milliseconds, and a
// scenario may have many of them.
#pragma once

#include <sys/types.h>

namespace tameshi::transport {

// Wakes the threads that sleep, and only those: a thread in the middle of a command is left alone. Does
// nothing when this pcscd does not handle the signal, or /proc does not tell; then its own rhythm is all
// there is. System calls only; for the parent of pcscd.
void nudge_pcscd(pid_t pcscd);

}  // namespace tameshi::transport
