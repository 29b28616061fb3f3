// Who signs: a delegated responder for each CA generation (RFC 6960 §4.2.2.2, facts/pki.md §2.3), and its
// certificate, made from the CA's key whenever the world's clock asks for a new one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/openssl.hpp"
#include "fake-jlis/ocsp/reply.hpp"
#include "fake-jlis/ocsp/request.hpp"
#include "fake-jlis/registry/status.hpp"

namespace tameshi::jlis::ocsp {

// One generation of a CA, as OCSP needs it. Keys are RSA or, of the announced next cards, P-384.
struct Issuer {
  registry::AuthorityId id;
  Bytes name;                              // Name, DER
  openssl::PrivateKey key;                 // the CA's own
  openssl::PrivateKey responder_key;       // the delegate's
  std::optional<Instant> not_before = {};  // of the CA's certificate: the delegate's begins no earlier
  std::optional<Instant> not_after = {};   // and ends no later
  Bytes certificate = {};                  // the CA's own, DER; only lies send it along
};

// A certificate as a plain value that lies can distort before it is signed.
struct ResponderCertificate {
  Bytes serial;  // INTEGER, DER
  Bytes issuer;
  Bytes subject;
  Instant not_before{};
  Instant not_after{};
  Bytes public_key_info;
  std::vector<unsigned> key_usage;    // bits of KeyUsage
  std::vector<std::string> purposes;  // OIDs of the EKU
  bool no_check = true;
  bool is_ca = false;
  Bytes authority_key_identifier;
  Bytes subject_key_identifier;
};

// OURS: the CA's name with one more CN, "FAKE OCSP responder KIND GENERATION".
Bytes responder_name(const Issuer& issuer);

// OURS: valid for 365 days from the last multiple of 180 days since 1970, so that there is always a valid one
// and a run can be repeated. Serial numbers are above those of any counter (facts/pki.md §1.4).
ResponderCertificate responder_certificate(const Issuer& issuer, Instant at);
std::uint64_t responder_serial(const Issuer& issuer, Instant at);

// DER, signed by this CA key.
Bytes signed_certificate(const ResponderCertificate& fields, const openssl::PrivateKey& issuer_key);

// Whether this issuer is the one that the CertID means: name and key, by the CertID's hash (RFC 6960 §4.1.1).
struct IssuerHashes {
  explicit IssuerHashes(const Issuer& issuer);
  [[nodiscard]] bool fit(const CertId& id) const;

  Bytes name_sha1, key_sha1, name_sha256, key_sha256;
};

}  // namespace tameshi::jlis::ocsp
