// The file of `tameshi run --bundle`.
#pragma once

#include "conformance/cli/run_options.hpp"
#include "conformance/cli/series.hpp"

namespace tameshi::cli {

// Trouble for a key or certificate that cannot sign, before anything is played.
void check_signing(const Delivery& delivery);

void write_bundle(const Series& series, const Delivery& delivery);

// environment.json: this program, its parts, the system. Nothing of which machine it is, and whose.
std::string environment_json();

}  // namespace tameshi::cli
