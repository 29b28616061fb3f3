// Where `tameshi serve` listens, and with what it lets people in.
#pragma once

#include <memory>

#include "base/secret.hpp"
#include "conformance/cli/serve_options.hpp"
#include "conformance/cli/serve_ready.hpp"
#include "conformance/cli/serving.hpp"

namespace tameshi::cli {

// Empty: anybody of this machine may. Trouble when others could.
Secret admin_token(const ServeOptions& options);
// What the platform operator shows to J-LIS. Empty: nothing.
Secret platform_token(const ServeOptions& options);

jlis::http::ServerSettings jlis_doors(const ServeOptions& options);
// Nothing when there is to be no platform operator.
std::unique_ptr<Serving> platform_door(const ServeOptions& options);

// `platform`: nothing where there is none.
Addresses addresses_of(const ServeOptions& options, const Serving& jlis, const Serving* platform);

}  // namespace tameshi::cli
