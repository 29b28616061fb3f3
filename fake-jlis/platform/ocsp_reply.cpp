#include "fake-jlis/platform/ocsp_reply.hpp"

#include <array>

#include "base/mutant.hpp"
#include "fake-jlis/platform/certificate_parts.hpp"

namespace tameshi::jlis::platform {
namespace {

using der::Element;
using der::Reader;

constexpr std::string_view basic_response = "1.3.6.1.5.5.7.48.1.1";
constexpr std::size_t most_answers = 10'000;
constexpr std::size_t most_certificates = 100;

// The one element inside an explicit tag.
Result<Element> inside(const Element& tagged, std::uint8_t tag, std::string_view what) {
  Reader reader(tagged);
  TRY(const auto element, reader.next(tag, what));
  if (const auto end = reader.end(what); !end) return tl::unexpected(end.error());
  return element;
}

// GeneralizedTime, not UTCTime (§4.2.1).
Result<Instant> read_time(Reader& reader, std::string_view what) {
  TRY(const auto element, reader.next(der::generalized_time_tag, what));
  return der::time_in(element);
}

Result<ReadCertId> read_cert_id(Reader& reader) {
  TRY(const auto element, reader.next(der::sequence_tag, "a CertID"));
  Reader in(element);
  ReadCertId out;
  TRY(const auto algorithm, in.next(der::sequence_tag, "the hash's algorithm"));
  TRY(const auto hash, read_algorithm(algorithm));
  TRY(const auto name, in.next(der::octet_string_tag, "the hash of the issuer's name"));
  TRY(const auto key, in.next(der::octet_string_tag, "the hash of the issuer's key"));
  TRY(const auto serial, in.next(der::integer_tag, "the serial number"));
  TRY(const auto octets, der::integer_in(serial));
  if (const auto end = in.end("a CertID"); !end) return tl::unexpected(end.error());
  return ReadCertId{hash.oid, copy_of(name.contents), copy_of(key.contents), copy_of(octets)};
}

// CRLReason ::= ENUMERATED, those of RFC 5280 §5.3.1 that an answer may have.
Result<unsigned> read_reason(const Element& tagged) {
  TRY(const auto element, inside(tagged, der::enumerated_tag, "the reason"));
  TRY(const auto octets, der::integer_in(element));
  const auto number = der::unsigned_in(octets);
  // 7 is not used and 8 is for delta lists.
  if (!number || *number > 10 || *number == 7 || *number == 8)
    return failure("no reason has this number", "the reason");
  return static_cast<unsigned>(*number);
}

// RevokedInfo ::= SEQUENCE { revocationTime, revocationReason [0] EXPLICIT OPTIONAL }, implicitly tagged.
Result<void> read_revoked(const Element& element, ReadAnswer& out) {
  Reader reader(element);
  out.state = CertState::revoked;
  TRY(out.revoked_at, read_time(reader, "the time of revocation"));
  TRY(const auto reason, reader.next_if(0xA0, "the reason"));
  if (reason) {
    TRY(out.reason, read_reason(*reason));
  }
  return reader.end("a revocation");
}

Result<void> read_state(Reader& reader, ReadAnswer& out) {
  constexpr std::uint8_t good = 0x80;
  constexpr std::uint8_t revoked = 0xA1;
  constexpr std::uint8_t unknown = 0x82;
  TRY(const auto element, reader.next("the status"));
  if (element.tag == revoked) return read_revoked(element, out);
  if ((element.tag != good && element.tag != unknown) || !element.contents.empty())
    return failure("a status that is none", "the status");
  out.state = element.tag == good ? CertState::good : CertState::unknown;
  return {};
}

Result<std::vector<Extension>> read_tagged_extensions(Reader& reader, std::uint8_t tag) {
  TRY(const auto tagged, reader.next_if(tag, "extensions"));
  if (!tagged) return std::vector<Extension>{};
  TRY(const auto list, inside(*tagged, der::sequence_tag, "extensions"));
  return read_extensions(list);
}

Result<ReadAnswer> read_answer(const Element& element) {
  Reader reader(element);
  ReadAnswer out;
  TRY(out.id, read_cert_id(reader));
  if (const auto done = read_state(reader, out); !done) return tl::unexpected(done.error());
  TRY(out.this_update, read_time(reader, "thisUpdate"));
  TRY(const auto next, reader.next_if(0xA0, "nextUpdate"));
  if (next) {
    TRY(const auto time, inside(*next, der::generalized_time_tag, "nextUpdate"));
    TRY(out.next_update, der::time_in(time));
  }
  TRY(out.extensions, read_tagged_extensions(reader, 0xA1));
  if (const auto end = reader.end("an answer"); !end) return tl::unexpected(end.error());
  return out;
}

Result<void> read_responder(Reader& reader, ReadBasicResponse& out) {
  constexpr std::uint8_t by_name = 0xA1;
  constexpr std::uint8_t by_key = 0xA2;
  TRY(const auto element, reader.next("the responder"));
  if (element.tag == by_name) {
    TRY(const auto name, inside(element, der::sequence_tag, "the responder's name"));
    if (auto done = check_name(name); !done) return done;
    out.responder_name = copy_of(name.whole);
    return {};
  }
  if (element.tag != by_key) return failure("the responder is named in no known way", "the responder");
  TRY(const auto key, inside(element, der::octet_string_tag, "the responder's key"));
  out.responder_key = copy_of(key.contents);
  return {};
}

Result<void> read_answers(Reader& reader, ReadBasicResponse& out) {
  TRY(const auto list, reader.next(der::sequence_tag, "the answers"));
  Reader in(list);
  while (!in.at_end()) {
    if (out.answers.size() == most_answers)
      return failure("more answers than anybody asks for", "the answers");
    TRY(const auto element, in.next(der::sequence_tag, "an answer"));
    TRY(auto answer, read_answer(element));
    out.answers.push_back(std::move(answer));
  }
  return {};
}

Result<void> read_data(const Element& element, ReadBasicResponse& out) {
  Reader reader(element);
  if (reader.next_is(0xA0)) return failure("the version is not 1, which is not written", "the version");
  if (auto done = read_responder(reader, out); !done) return done;
  TRY(out.produced_at, read_time(reader, "producedAt"));
  if (auto done = read_answers(reader, out); !done) return done;
  TRY(out.extensions, read_tagged_extensions(reader, 0xA1));
  return reader.end("the signed data");
}

Result<void> read_certificates(Reader& reader, ReadBasicResponse& out) {
  TRY(const auto tagged, reader.next_if(0xA0, "the certificates"));
  if (!tagged) return {};
  TRY(const auto list, inside(*tagged, der::sequence_tag, "the certificates"));
  Reader in(list);
  while (!in.at_end() && out.certificates.size() < most_certificates) {
    TRY(const auto element, in.next(der::sequence_tag, "a certificate"));
    out.certificates.push_back(copy_of(element.whole));
  }
  return in.end("the certificates");
}

Result<ReadBasicResponse> read_basic(ByteView bytes) {
  Reader outermost(bytes);
  ReadBasicResponse out;
  TRY(const auto whole, outermost.next(der::sequence_tag, "the basic response"));
  if (const auto end = outermost.end("the basic response"); !end) return tl::unexpected(end.error());
  Reader reader(whole);
  TRY(const auto data, reader.next(der::sequence_tag, "the signed data"));
  if (const auto done = read_data(data, out); !done) return tl::unexpected(done.error());
  out.to_be_signed = copy_of(data.whole);
  TRY(const auto algorithm, reader.next(der::sequence_tag, "the algorithm"));
  TRY(out.signed_by, read_algorithm(algorithm));
  TRY(const auto signature, reader.next(der::bit_string_tag, "the signature"));
  TRY(const auto octets, der::octets_of_bits_in(signature));
  out.signature = copy_of(octets);
  if (const auto done = read_certificates(reader, out); !done) return tl::unexpected(done.error());
  if (const auto end = reader.end("the basic response"); !end) return tl::unexpected(end.error());
  return out;
}

// ResponseBytes ::= SEQUENCE { responseType, response OCTET STRING }.
Result<ReadBasicResponse> read_response_bytes(const Element& tagged) {
  TRY(const auto sequence, inside(tagged, der::sequence_tag, "the response"));
  Reader reader(sequence);
  TRY(const auto type, reader.next(der::oid_tag, "the response's type"));
  TRY(const auto oid, der::oid_in(type));
  if (oid != basic_response && !mutant("takes-an-answer-of-any-type"))
    return failure("the response is of a type that is not known", oid);
  TRY(const auto response, reader.next(der::octet_string_tag, "the response"));
  if (const auto end = reader.end("the response"); !end) return tl::unexpected(end.error());
  return read_basic(response.contents);
}

constexpr std::array<std::string_view, 7> statuses{
    "successful", "malformed-request", "internal-error", "try-later", "", "sig-required", "unauthorized"};

}  // namespace

std::string_view ocsp_status_in_words(unsigned status) {
  return status < statuses.size() && !statuses.at(status).empty() ? statuses.at(status)
                                                                  : "a status that is none";
}

Result<ReadOcspReply> read_ocsp_reply(ByteView bytes) {
  Reader outermost(bytes);
  ReadOcspReply out;
  TRY(const auto whole, outermost.next(der::sequence_tag, "the response"));
  if (const auto end = outermost.end("the response"); !end && !mutant("ignores-bytes-behind-the-answer"))
    return tl::unexpected(end.error());
  Reader reader(whole);
  TRY(const auto status, reader.next(der::enumerated_tag, "the status"));
  TRY(const auto octets, der::integer_in(status));
  out.status = static_cast<unsigned>(der::unsigned_in(octets).value_or(99));
  TRY(const auto response, reader.next_if(0xA0, "the response"));
  if (const auto end = reader.end("the response"); !end) return tl::unexpected(end.error());
  if (out.status != 0 && !(response && mutant("believes-what-comes-with-a-refusal")))
    return out;  // what comes along with a refusal is worth nothing
  if (!response) return failure("successful and no answer", "the response");
  TRY(out.basic, read_response_bytes(*response));
  return out;
}

}  // namespace tameshi::jlis::platform
