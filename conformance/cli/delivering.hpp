// Plays a series and tells what it came to: what run, conform and merge share.
#pragma once

#include "conformance/cli/run_options.hpp"
#include "conformance/cli/series.hpp"

namespace tameshi::cli {

// Plays what is not played yet, keeps each run on the disk as it ends, and delivers. Gives the exit code.
int play_and_deliver(Series& series, const Delivery& delivery);

// Prints, and writes reports and bundle. Gives the exit code.
int deliver(const Series& series, const Delivery& delivery);

// Trouble for what cannot be delivered, before anything is played.
void check_delivery(const Wish& wish, const Delivery& delivery);

}  // namespace tameshi::cli
