// Whether a certificate is one that a trusted authority issued to a person, for what is wanted, and is within
// its time: RFC 5280 §6 for a path of one, and the profiles of facts/pki.md §1. Revocation is apart. Pure.
#pragma once

#include <string>
#include <vector>

#include "fake-jlis/platform/certificate.hpp"
#include "fake-jlis/platform/reason.hpp"
#include "fake-jlis/registry/status.hpp"

namespace tameshi::jlis::platform {

// 署名用 and 利用者証明用 are two authorities, each with its own trust anchors (facts/pki.md §5.2).
struct KindTrust {
  std::vector<Certificate> anchors;   // all generations; they share one name
  std::vector<std::string> policies;  // accepted, of the card and of the phone
};

struct Trust {
  KindTrust signature;
  KindTrust authentication;
  std::vector<std::string> mobile_policies;  // among the accepted ones: those of phones

  [[nodiscard]] const KindTrust& of(Kind kind) const {
    return kind == Kind::signature ? signature : authentication;
  }
};

// An anchor must be a CA's certificate, signed by itself. A Problem says what it is instead.
Result<void> add_anchor(Trust& trust, Kind kind, ByteView der);

struct Path {
  Certificate certificate;
  const Certificate* issuer = nullptr;  // one of the trust's anchors
  Kind kind = Kind::signature;
  bool mobile = false;
};

// The certificate as one of that kind, at that instant.
Verified<Path> check_path(ByteView der, Kind wanted, const Trust& trust, Instant now);

// RSA of 2048 bits or more with an exponent of 65537 or more, or the curve P-384 of the announced next card.
bool is_strong(const PublicKey& key);
// The OIDs of RSA PKCS#1 v1.5 and ECDSA with SHA-256, SHA-384, SHA-512.
bool is_strong_algorithm(std::string_view oid);

}  // namespace tameshi::jlis::platform
