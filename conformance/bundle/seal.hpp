// The signature of a manifest: CMS (RFC 5652), detached, by a certifier's key.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/openssl.hpp"

namespace tameshi::bundle {

struct Certifier {
  openssl::PrivateKey key;
  std::vector<Bytes> certificates;  // its own first, then what leads to the root
};

// From PEM files: the key, and the certificates one after the other. Refused: a key that is none of the first
// certificate, or neither RSA nor P-384.
Result<Certifier> certifier_from_pem(std::string_view key, std::string_view certificates);

Result<Bytes> seal(ByteView manifest, const Certifier& certifier, Instant at);

struct Seal {
  std::vector<Bytes> certificates;   // the signer's first
  std::string subject;               // of the signer's, for people
  std::optional<Instant> signed_at;  // as the signer says
};

// Whole and over this manifest, or why not. Says nothing about trust.
Result<Seal> check_seal(ByteView cms, ByteView manifest);

// As the manifest names certificates.
std::vector<std::string> fingerprints(const std::vector<Bytes>& certificates);

}  // namespace tameshi::bundle
