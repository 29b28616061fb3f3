// A certificate revocation list as a plain value, RFC 5280 §5.1: made honest by publish.hpp, distorted if
// somebody wants it, written as it stands. Parts that somebody may want wrong are DER already.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/openssl_digest.hpp"

namespace tameshi::jlis::crl {

enum class Algorithm : std::uint8_t { rsa_sha256, rsa_sha1, ecdsa_sha384 };

// AlgorithmIdentifier.
Bytes algorithm_identifier(Algorithm algorithm);
openssl::Hash hash_of(Algorithm algorithm);
// What the authority's key signs with: RSA or, on the announced next cards, P-384.
Algorithm algorithm_for(const openssl::PrivateKey& key);

// Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
struct Extension {
  std::string oid;
  bool critical = false;
  Bytes value;  // DER, without the OCTET STRING around it

  bool operator==(const Extension&) const = default;
};
Bytes encode(const Extension& extension);
// Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension; nothing for none.
Bytes encode(const std::vector<Extension>& extensions);

namespace oid {
inline constexpr std::string_view authority_key_identifier = "2.5.29.35";
inline constexpr std::string_view crl_number = "2.5.29.20";
inline constexpr std::string_view issuing_distribution_point = "2.5.29.28";
inline constexpr std::string_view delta_crl_indicator = "2.5.29.27";
inline constexpr std::string_view freshest_crl = "2.5.29.46";
inline constexpr std::string_view reason_code = "2.5.29.21";
inline constexpr std::string_view invalidity_date = "2.5.29.24";
inline constexpr std::string_view certificate_issuer = "2.5.29.29";
}  // namespace oid

// All but the entries.
struct ListFields {
  Bytes version = {0x02, 0x01, 0x01};  // INTEGER, v2; empty: v1
  Algorithm algorithm = Algorithm::rsa_sha256;
  Bytes algorithm_inside;      // AlgorithmIdentifier in what is signed
  Bytes algorithm_outside;     // and beside the signature
  Bytes issuer;                // Name
  Bytes this_update;           // Time
  Bytes next_update;           // Time; empty: absent
  bool empty_entries = false;  // write revokedCertificates even when there are none, against §5.1.2.6
  Bytes after_entries;         // what no list has there
  std::vector<Extension> extensions;
  Bytes after_extensions;  // nor there

  bool operator==(const ListFields&) const = default;
};

// IssuingDistributionPoint, RFC 5280 §5.2.5. The name is a Name in DER, or empty.
struct DistributionPoint {
  Bytes name;
  bool only_users = false;
  bool only_authorities = false;
  Bytes only_some_reasons;  // ReasonFlags' contents with the count of unused bits; empty: all
  bool indirect = false;
  bool only_attributes = false;
};
Bytes encode(const DistributionPoint& point);

}  // namespace tameshi::jlis::crl
