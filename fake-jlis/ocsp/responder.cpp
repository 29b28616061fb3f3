#include "fake-jlis/ocsp/responder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/der_reader.hpp"
#include "base/openssl_digest.hpp"
#include "fake-jlis/ocsp/oids.hpp"

namespace tameshi::jlis::ocsp {
namespace {

constexpr std::chrono::days every{180};
constexpr std::chrono::days length{365};
constexpr std::uint64_t first_serial = 1ULL << 40;

std::uint64_t period(Instant at) {
  return static_cast<std::uint64_t>(std::chrono::floor<std::chrono::days>(at).time_since_epoch() / every);
}

Bytes extension(std::string_view oid, bool critical, Bytes value) {
  return encode(Extension{std::string(oid), critical, std::move(value)});
}

Bytes purposes_in(const std::vector<std::string>& purposes) {
  Bytes list;
  for (const auto& purpose : purposes) append(list, der::oid(purpose));
  return der::tlv(der::sequence_tag, list);
}

// RFC 5280 §4.2.1; id-pkix-ocsp-nocheck is NULL, RFC 6960 §4.2.2.2.1.
Bytes extensions_of(const ResponderCertificate& fields) {
  Bytes list;
  if (!fields.key_usage.empty())
    append(list, extension("2.5.29.15", true, der::named_bits(fields.key_usage)));
  if (!fields.purposes.empty()) append(list, extension("2.5.29.37", false, purposes_in(fields.purposes)));
  if (fields.no_check) append(list, extension(no_check_oid, false, der::null()));
  if (fields.is_ca) append(list, extension("2.5.29.19", true, der::sequence({der::boolean(true)})));
  append(list, extension("2.5.29.35", false,
                         der::sequence({der::context_primitive(0, fields.authority_key_identifier)})));
  append(list, extension("2.5.29.14", false, der::octet_string(fields.subject_key_identifier)));
  return der::context(3, der::tlv(der::sequence_tag, list));
}

}  // namespace

Bytes responder_name(const Issuer& issuer) {
  der::Reader reader(issuer.name);
  const auto rdns = value_or_trouble(reader.next(der::sequence_tag, "the issuer's name"));
  const auto text = fmt::format("FAKE OCSP responder {} {}", to_string(issuer.id.kind), issuer.id.generation);
  const auto name = der::set({der::sequence({der::oid("2.5.4.3"), der::text(der::utf8_tag, text)})});
  return der::sequence({rdns.contents, name});
}

std::uint64_t responder_serial(const Issuer& issuer, Instant at) {
  return first_serial + period(at) * 256 + issuer.id.generation;
}

ResponderCertificate responder_certificate(const Issuer& issuer, Instant at) {
  ResponderCertificate out;
  out.serial = der::integer(responder_serial(issuer, at));
  out.issuer = issuer.name;
  out.subject = responder_name(issuer);
  out.not_before = Instant(std::chrono::days(period(at) * every.count()));
  out.not_after = out.not_before + length - std::chrono::seconds(1);
  if (issuer.not_before) out.not_before = std::max(out.not_before, *issuer.not_before);
  if (issuer.not_after) out.not_after = std::min(out.not_after, *issuer.not_after);
  out.public_key_info = issuer.responder_key.public_key_info();
  out.key_usage = {0};  // digitalSignature
  out.purposes = {std::string(ocsp_signing_oid)};
  out.authority_key_identifier = openssl::sha1(issuer.key.public_key_bits());
  out.subject_key_identifier = openssl::sha1(issuer.responder_key.public_key_bits());
  return out;
}

// Certificate and TBSCertificate, RFC 5280 §4.1: v3.
Bytes signed_certificate(const ResponderCertificate& fields, const openssl::PrivateKey& issuer_key) {
  const auto algorithm = openssl::usual_algorithm(issuer_key);
  const auto signed_part =
      der::sequence({der::context(0, der::integer(2)), fields.serial, algorithm, fields.issuer,
                     der::sequence({der::time(fields.not_before), der::time(fields.not_after)}),
                     fields.subject, fields.public_key_info, extensions_of(fields)});
  return der::sequence(
      {signed_part, algorithm, der::bit_string(openssl::sign_as_usual(issuer_key, signed_part))});
}

IssuerHashes::IssuerHashes(const Issuer& issuer)
    : name_sha1(openssl::sha1(issuer.name)),
      key_sha1(openssl::sha1(issuer.key.public_key_bits())),
      name_sha256(openssl::sha256(issuer.name)),
      key_sha256(openssl::sha256(issuer.key.public_key_bits())) {}

bool IssuerHashes::fit(const CertId& id) const {
  switch (id.hash) {
    case Hash::sha1:
      return id.issuer_key_hash == key_sha1 && id.issuer_name_hash == name_sha1;
    case Hash::sha256:
      return id.issuer_key_hash == key_sha256 && id.issuer_name_hash == name_sha256;
    case Hash::other:
      break;
  }
  return false;
}

}  // namespace tameshi::jlis::ocsp
