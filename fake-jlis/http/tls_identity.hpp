// A TLS certificate of the server's own, for tests that need one and do not care whose it is. OURS.
#pragma once

#include "base/clock.hpp"
#include "fake-jlis/http/server.hpp"

namespace tameshi::jlis::http {

// Self-signed, for this address and localhost, for 30 days around `now`; its key is new each time.
TlsIdentity own_tls_identity(const std::string& address, Instant now);

}  // namespace tameshi::jlis::http
