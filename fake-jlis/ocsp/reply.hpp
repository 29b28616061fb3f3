// A reply as a plain value, RFC 6960 §4.2: made honest from the registry, distorted if somebody wants it,
// encoded as it stands. The encoder adds nothing and corrects nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/der.hpp"
#include "fake-jlis/registry/status.hpp"

namespace tameshi::jlis::ocsp {

// OCSPResponseStatus, RFC 6960 §4.2.1.
enum class ReplyStatus : std::uint8_t {
  successful = 0,
  malformed_request = 1,
  internal_error = 2,
  try_later = 3,
  sig_required = 5,
  unauthorized = 6,
};
std::string_view to_string(ReplyStatus status);  // "malformed-request"

// DER for which there is no honest type: what a lie puts there.
struct Raw {
  Bytes der;
};

// GeneralizedTime.
using Time = std::variant<Instant, Raw>;

struct Good {};
struct Revoked {
  Time at;
  std::optional<unsigned> reason;  // CRLReason
};
struct Unknown {};
using CertStatus = std::variant<Good, Revoked, Unknown, Raw>;

struct Extension {
  std::string oid;
  bool critical = false;
  Bytes value;  // what the OCTET STRING holds
};

struct SingleResponse {
  Bytes cert_id;  // CertID, DER: the request's own
  CertStatus status;
  Time this_update;
  std::optional<Time> next_update;
  std::vector<Extension> extensions;
};

struct ByName {
  Bytes name;  // Name, DER
};
struct ByKey {
  Bytes key_hash;
};
using ResponderId = std::variant<ByName, ByKey, Raw>;

struct ResponseData {
  std::optional<unsigned> version;  // nothing: v1, which DER does not write; 1 is v2
  ResponderId responder;
  Time produced_at;
  std::vector<SingleResponse> responses;
  std::vector<Extension> extensions;  // the nonce, echoed
};

struct BasicResponse {
  ResponseData data;
  Bytes signature_algorithm;            // AlgorithmIdentifier, DER
  std::function<Bytes(ByteView)> sign;  // over the data's DER
  std::optional<std::vector<Bytes>> certificates;
};

struct OcspReply {
  unsigned status = 0;
  std::string type;                    // OID of what follows
  std::optional<BasicResponse> basic;  // nothing: no responseBytes
};

// Of these no one is signed.
OcspReply refusal(ReplyStatus status);

// Whole seconds, as RFC 5280 §4.1.2.5.2 has it: "20260401000000Z".
Bytes generalized_time(Instant instant);

Bytes encode(const CertStatus& status);
Bytes encode(const Extension& extension);
// ResponseData, the part that is signed.
Bytes encode(const ResponseData& data);
// OCSPResponse.
Bytes encode(const OcspReply& reply);

}  // namespace tameshi::jlis::ocsp
