// Ctrl-C while runs are played: the first one waits for the current run to end, a second one ends the
// program.
#pragma once

namespace tameshi::cli {

// From now on, for the rest of the program.
void wait_for_interrupt();
[[nodiscard]] bool interrupted();

}  // namespace tameshi::cli
