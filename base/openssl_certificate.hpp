// What OpenSSL, which is lenient, reads in a certificate: enough to find the one that a signature names, and
// to say what its key makes of a signature. Nothing here is about trust.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.hpp"

namespace tameshi::openssl {

enum class KeyKind : std::uint8_t { rsa, ec, other };

struct CertificateIdentity {
  Bytes issuer;                                 // Name, DER
  Bytes serial;                                 // the INTEGER's contents, shortest
  std::string subject;                          // RFC 2253, UTF-8; for people
  std::optional<Bytes> subject_key_identifier;  // RFC 5280 §4.2.1.2
  KeyKind key = KeyKind::other;
  std::size_t size = 0;  // in bytes; what follows does not belong to it

  bool operator==(const CertificateIdentity&) const = default;
};

// Nothing for what does not begin with a certificate.
std::optional<CertificateIdentity> identity_of(ByteView certificate);

// The encoded block within an RSA signature (RFC 8017 §8.2.2 step 2), as long as the modulus. Nothing for
// another key, another length, a number above the modulus.
std::optional<Bytes> block_in_signature(ByteView certificate, ByteView signature);

}  // namespace tameshi::openssl
