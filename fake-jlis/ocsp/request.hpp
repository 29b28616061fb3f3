// What a client asks, RFC 6960 §4.1, read strictly: DER or nothing. What is read owns its bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tameshi::jlis::ocsp {

// The hash of a CertID. `other`: one that we do not compute, so that no issuer fits.
enum class Hash : std::uint8_t { sha1, sha256, other };

// CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash OCTET STRING, serialNumber INTEGER }
struct CertId {
  Hash hash = Hash::other;
  Bytes issuer_name_hash;
  Bytes issuer_key_hash;
  Bytes serial;  // the INTEGER's contents
  Bytes der;     // all of it, as it came: a reply repeats it

  bool operator==(const CertId&) const = default;
};

struct RequestSignature {
  Bytes signed_part;      // TBSRequest, DER
  std::string algorithm;  // OID
  Bytes value;
  std::vector<Bytes> certificates;  // the signer's first, usually

  bool operator==(const RequestSignature&) const = default;
};

struct OcspRequest {
  std::vector<CertId> certificates;     // at least one
  std::optional<Bytes> nonce;           // 1 to 32 octets
  std::optional<Bytes> requestor_name;  // GeneralName, DER
  std::optional<RequestSignature> signature;

  bool operator==(const OcspRequest&) const = default;
};

// OURS: more than this in one request is malformed, and so is a longer request.
inline constexpr std::size_t most_certificates = 256;
inline constexpr std::size_t longest_request = 64UL * 1024;

// Malformed, besides what is no DER: no certificate asked about; a nonce that is not an OCTET STRING of 1 to
// 32 octets (RFC 8954 §2.1); an extension said twice; a critical extension unknown to us (RFC 6960 §4.4); a
// version other than v1.
Result<OcspRequest> parse_request(ByteView der);

// The certificate, among those that came along, whose key signed the request (RFC 6960 §4.1.2). Nothing for
// an unsigned request and for a wrong signature. Whether its owner may ask is for access control to say.
std::optional<Bytes> signer_of(const OcspRequest& request);

// The request in a GET's path, RFC 6960 appendix A.1: what follows the responder's own path, percent-encoded
// base64. base64url and missing padding are understood too (OURS). Decodes only.
Result<Bytes> from_get_path(std::string_view path);

// The other way.
std::string get_path(ByteView request);

}  // namespace tameshi::jlis::ocsp
