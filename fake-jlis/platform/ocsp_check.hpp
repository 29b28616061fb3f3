// Asking a responder about one certificate, and what its answer is worth: RFC 6960 §3.2, RFC 5019, RFC 8954,
// and the freshness that facts/pki.md §2.1 has. Pure; the network is the caller's.
#pragma once

#include <chrono>

#include "fake-jlis/platform/ocsp_reply.hpp"
#include "fake-jlis/platform/reason.hpp"

namespace tameshi::jlis::platform {

struct OcspRules {
  std::chrono::milliseconds skew = std::chrono::minutes{5};             // between their clock and ours
  std::chrono::milliseconds oldest = std::chrono::hours{24};            // of thisUpdate
  std::chrono::milliseconds longest_promise = std::chrono::hours{240};  // from thisUpdate to nextUpdate
};

struct OcspQuestion {
  const Certificate& certificate;
  const Certificate& issuer;
  Bytes nonce;  // RFC 8954: 32 octets; empty: none is sent
};

// OCSPRequest, DER. The CertID is by SHA-1, which every responder knows (RFC 5019 §2.1.1).
Bytes ocsp_request(const OcspQuestion& question);

struct RevocationState {
  bool revoked = false;
  Instant revoked_at{};
  std::optional<unsigned> reason;             // CRLReason
  Instant as_of{};                            // of the data: thisUpdate
  std::optional<Certificate> responder = {};  // whose own status is to be asked for first

  [[nodiscard]] bool on_hold() const { return revoked && reason == 6U; }
};

// The certificate's state, or why the answer says nothing about it.
Verified<RevocationState> check_ocsp_reply(ByteView reply, const OcspQuestion& question,
                                           const OcspRules& rules, Instant now);

}  // namespace tameshi::jlis::platform
