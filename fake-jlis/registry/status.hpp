// What is known of a certificate besides its bytes: whose it is among the authorities, and whether it is
// revoked. Written by the registry; OCSP and the lists answer from it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace tameshi::jlis {

// 署名用 and 利用者証明用.
enum class Kind : std::uint8_t { signature, authentication };
std::string_view to_string(Kind kind);  // "signature", "authentication"
std::optional<Kind> kind_from(std::string_view word);

}  // namespace tameshi::jlis

namespace tameshi::jlis::registry {

// One key of one of the two CAs. The generations of a CA share its DN (facts/pki.md §1.1): only this tells
// them apart.
struct AuthorityId {
  Kind kind = Kind::signature;
  unsigned generation = 3;  // from 1

  // clang-tidy 14 takes the 0 inside it for a null pointer.
  auto operator<=>(const AuthorityId&) const = default;  // NOLINT(modernize-use-nullptr)
};
std::string to_string(const AuthorityId& id);  // "signature/3"

// CRLReason, RFC 5280 §5.3.1, as facts/pki.md §2.2 uses them.
enum class Reason : std::uint8_t {
  unspecified = 0,
  key_compromise = 1,
  ca_compromise = 2,
  affiliation_changed = 3,
  superseded = 4,
  cessation_of_operation = 5,
  certificate_hold = 6,
  remove_from_crl = 8,
  privilege_withdrawn = 9,
  aa_compromise = 10,
};
std::string_view to_string(Reason reason);  // "affiliation-changed"
std::optional<Reason> reason_from(std::string_view word);

struct Revocation {
  Instant at{};
  Reason reason = Reason::unspecified;

  bool operator==(const Revocation&) const = default;
};

// Of a certificate that was issued; one without a revocation is good.
struct Status {
  std::optional<Revocation> revocation;

  bool operator==(const Status&) const = default;
};

// One line of a list.
struct RevokedCertificate {
  std::uint64_t serial = 0;
  Revocation revocation;

  bool operator==(const RevokedCertificate&) const = default;
};

}  // namespace tameshi::jlis::registry
