// An OCSP response as a verifier reads it, RFC 6960 §4.2: strictly. What it is worth is for ocsp_check.hpp.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "fake-jlis/platform/certificate.hpp"

namespace tameshi::jlis::platform {

struct ReadCertId {
  std::string hash;  // OID
  Bytes name_hash;
  Bytes key_hash;
  Bytes serial;  // INTEGER's contents

  bool operator==(const ReadCertId&) const = default;
};

enum class CertState : std::uint8_t { good, revoked, unknown };

struct ReadAnswer {
  ReadCertId id;
  CertState state = CertState::unknown;
  Instant revoked_at{};
  std::optional<unsigned> reason;  // CRLReason
  Instant this_update{};
  std::optional<Instant> next_update;
  std::vector<Extension> extensions;
};

struct ReadBasicResponse {
  Bytes to_be_signed;
  std::optional<Bytes> responder_name;  // Name, DER
  std::optional<Bytes> responder_key;   // SHA-1 of its key; one of the two is there
  Instant produced_at{};
  std::vector<ReadAnswer> answers;
  std::vector<Extension> extensions;
  Algorithm signed_by;
  Bytes signature;
  std::vector<Bytes> certificates;
};

struct ReadOcspReply {
  unsigned status = 0;                     // OCSPResponseStatus
  std::optional<ReadBasicResponse> basic;  // of status 0 alone
};

Result<ReadOcspReply> read_ocsp_reply(ByteView der);

// "try-later"; RFC 6960 §4.2.1.
std::string_view ocsp_status_in_words(unsigned status);

}  // namespace tameshi::jlis::platform
