#include "fake-jlis/ocsp/reply.hpp"

#include <fmt/format.h>

#include "fake-jlis/ocsp/oids.hpp"

namespace tameshi::jlis::ocsp {
namespace {

template <typename... Functions>
struct Each : Functions... {
  using Functions::operator()...;
};
template <typename... Functions>
Each(Functions...) -> Each<Functions...>;

Bytes enumerated(unsigned value) {
  return der::tlv(der::enumerated_tag, Bytes{static_cast<std::uint8_t>(value)});
}

Bytes encode(const Time& time) {
  return std::visit(
      Each{[](Instant instant) { return generalized_time(instant); }, [](const Raw& raw) { return raw.der; }},
      time);
}

// RevokedInfo ::= SEQUENCE { revocationTime, revocationReason [0] EXPLICIT CRLReason OPTIONAL }
Bytes encode(const Revoked& revoked) {
  const auto reason = revoked.reason ? der::context(0, enumerated(*revoked.reason)) : Bytes{};
  return der::context(1, concat({encode(revoked.at), reason}));
}

Bytes encode(const ResponderId& responder) {
  return std::visit(Each{[](const ByName& by) { return der::context(1, by.name); },
                         [](const ByKey& by) { return der::context(2, der::octet_string(by.key_hash)); },
                         [](const Raw& raw) { return raw.der; }},
                    responder);
}

// [1] EXPLICIT Extensions OPTIONAL
Bytes encode(const std::vector<Extension>& extensions) {
  if (extensions.empty()) return {};
  Bytes list;
  for (const auto& extension : extensions) append(list, encode(extension));
  return der::context(1, der::tlv(der::sequence_tag, list));
}

// SingleResponse ::= SEQUENCE { certID, certStatus, thisUpdate, nextUpdate [0] EXPLICIT OPTIONAL,
//   singleExtensions [1] EXPLICIT OPTIONAL }
Bytes encode(const SingleResponse& single) {
  const auto next = single.next_update ? der::context(0, encode(*single.next_update)) : Bytes{};
  return der::sequence(
      {single.cert_id, encode(single.status), encode(single.this_update), next, encode(single.extensions)});
}

Bytes encode(const std::optional<std::vector<Bytes>>& certificates) {
  if (!certificates) return {};
  Bytes list;
  for (const auto& certificate : *certificates) append(list, certificate);
  return der::context(0, der::tlv(der::sequence_tag, list));
}

// BasicOCSPResponse ::= SEQUENCE { tbsResponseData, signatureAlgorithm, signature BIT STRING,
//   certs [0] EXPLICIT SEQUENCE OF Certificate OPTIONAL }
Bytes encode(const BasicResponse& basic) {
  const auto data = encode(basic.data);
  return der::sequence(
      {data, basic.signature_algorithm, der::bit_string(basic.sign(data)), encode(basic.certificates)});
}

}  // namespace

std::string_view to_string(ReplyStatus status) {
  switch (status) {
    case ReplyStatus::successful:
      return "successful";
    case ReplyStatus::malformed_request:
      return "malformed-request";
    case ReplyStatus::internal_error:
      return "internal-error";
    case ReplyStatus::try_later:
      return "try-later";
    case ReplyStatus::sig_required:
      return "sig-required";
    case ReplyStatus::unauthorized:
      return "unauthorized";
  }
  return "";
}

OcspReply refusal(ReplyStatus status) {
  return {static_cast<unsigned>(status), {}, {}};
}

Bytes generalized_time(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(instant - day)};
  return der::text(der::generalized_time_tag,
                   fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                               static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                               clock.hours().count(), clock.minutes().count(), clock.seconds().count()));
}

// CertStatus ::= CHOICE { good [0] IMPLICIT NULL, revoked [1] IMPLICIT RevokedInfo,
//   unknown [2] IMPLICIT UnknownInfo }
Bytes encode(const CertStatus& status) {
  return std::visit(Each{[](const Good&) { return der::context_primitive(0, {}); },
                         [](const Revoked& revoked) { return encode(revoked); },
                         [](const Unknown&) { return der::context_primitive(2, {}); },
                         [](const Raw& raw) { return raw.der; }},
                    status);
}

Bytes encode(const Extension& extension) {
  return der::sequence({der::oid(extension.oid), extension.critical ? der::boolean(true) : Bytes{},
                        der::octet_string(extension.value)});
}

// ResponseData ::= SEQUENCE { version [0] EXPLICIT Version DEFAULT v1, responderID, producedAt,
//   responses SEQUENCE OF SingleResponse, responseExtensions [1] EXPLICIT Extensions OPTIONAL }
Bytes encode(const ResponseData& data) {
  const auto version = data.version ? der::context(0, der::integer(*data.version)) : Bytes{};
  Bytes responses;
  for (const auto& single : data.responses) append(responses, encode(single));
  return der::sequence({version, encode(data.responder), encode(data.produced_at),
                        der::tlv(der::sequence_tag, responses), encode(data.extensions)});
}

// OCSPResponse ::= SEQUENCE { responseStatus, responseBytes [0] EXPLICIT ResponseBytes OPTIONAL }
// ResponseBytes ::= SEQUENCE { responseType OBJECT IDENTIFIER, response OCTET STRING }
Bytes encode(const OcspReply& reply) {
  if (!reply.basic) return der::sequence({enumerated(reply.status)});
  const auto bytes = der::sequence({der::oid(reply.type), der::octet_string(encode(*reply.basic))});
  return der::sequence({enumerated(reply.status), der::context(0, bytes)});
}

}  // namespace tameshi::jlis::ocsp
