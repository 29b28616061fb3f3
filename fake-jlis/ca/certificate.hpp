// A certificate as a plain value, RFC 5280 §4.1: made honest from a profile, distorted if a scenario wants
// it, encoded as it stands. The encoder adds nothing and corrects nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "base/openssl.hpp"
#include "fake-jlis/ca/extension.hpp"

namespace tameshi::jlis::ca {

struct CertificateFields {
  unsigned version = 3;
  std::uint64_t serial = 0;
  std::string signature_algorithm;  // "sha256WithRSAEncryption"
  Name issuer;
  Instant not_before{};
  Instant not_after{};
  Name subject;
  Bytes public_key_info;  // SubjectPublicKeyInfo, DER
  std::vector<Extension> extensions;
};

// Those of honest certificates.
std::vector<std::string> signature_algorithms();

// AlgorithmIdentifier, by the names of RFC 4055 and 5758; Trouble for an unknown one.
Bytes algorithm_identifier(std::string_view name);

// RFC 5280 §4.2.1.2 method 1: SHA-1 over the contents of the subjectPublicKey BIT STRING.
Bytes key_identifier(const openssl::PrivateKey& key);

// TBSCertificate, the part that is signed.
Bytes to_be_signed(const CertificateFields& fields);

// Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }
Bytes signed_certificate(const CertificateFields& fields, const openssl::PrivateKey& issuer_key);

}  // namespace tameshi::jlis::ca
