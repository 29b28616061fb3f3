// J-LIS's four-information service as a client calls it (facts/pki.md §4.5, OURS).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fake-jlis/platform/certificate.hpp"
#include "fake-jlis/platform/jlis_client.hpp"

namespace tameshi::jlis::platform {

// POST /fake/v1/cert-links:resolve: the holder's handle for this operator.
Verified<std::string> ask_person(const JlisClient& jlis, const Certificate& certificate,
                                 const Certificate& issuer);

}  // namespace tameshi::jlis::platform
