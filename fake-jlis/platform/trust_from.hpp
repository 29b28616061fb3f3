// Whom to trust, as J-LIS publishes it: all generations of both authorities, and the policies under which
// they issue.
#pragma once

#include "fake-jlis/platform/jlis_client.hpp"
#include "fake-jlis/platform/path.hpp"

namespace tameshi::jlis::platform {

// A Problem when J-LIS does not answer, or what it publishes is no authority.
Result<Trust> trust_from(const JlisClient& jlis);

}  // namespace tameshi::jlis::platform
