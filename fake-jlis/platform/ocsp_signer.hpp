// Who signed an OCSP response, and whether it may: RFC 6960 §4.2.2.2.
#pragma once

#include "fake-jlis/platform/ocsp_reply.hpp"
#include "fake-jlis/platform/reason.hpp"

namespace tameshi::jlis::platform {

struct OcspSigner {
  Certificate certificate;
  bool to_be_checked = false;  // a delegate without nocheck, whose own status is to be asked for (§4.2.2.2.1)
};

// The CA itself, or a delegate that this very key of the CA has certified for OCSP.
Verified<OcspSigner> find_ocsp_signer(const ReadBasicResponse& basic, const Certificate& issuer, Instant now);

}  // namespace tameshi::jlis::platform
