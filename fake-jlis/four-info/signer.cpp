// Who signed an application: a certificate of ours, good now, whose key verifies.
#include <algorithm>

#include "base/der_reader.hpp"
#include "base/openssl_verify.hpp"
#include "fake-jlis/four-info/signed_record.hpp"
#include "fake-jlis/registry/certificate_state.hpp"

namespace tameshi::jlis::four_info {
namespace {

using registry::Certificate;
using registry::CertificateState;

constexpr std::string_view sha256_with_rsa = "1.2.840.113549.1.1.11";

// TBSCertificate ::= SEQUENCE { version [0] EXPLICIT DEFAULT v1, serialNumber CertificateSerialNumber, … }
Result<std::uint64_t> serial_in(ByteView certificate) {
  der::Reader outermost(certificate);
  TRY(const auto whole, outermost.next(der::sequence_tag, "the certificate"));
  der::Reader parts(whole);
  TRY(const auto to_be_signed, parts.next(der::sequence_tag, "what is signed of it"));
  der::Reader fields(to_be_signed);
  TRY([[maybe_unused]] const auto version, fields.next_if(0xA0, "its version"));
  TRY(const auto serial, fields.next(der::integer_tag, "its serial number"));
  TRY(const auto contents, der::integer_in(serial));
  const auto number = der::unsigned_in(contents);
  if (!number) return failure("a serial number that none of ours has");
  return *number;
}

// The record of these very bytes.
Result<Certificate> record_of(const registry::Store& store, const std::vector<Issuer>& issuers,
                              ByteView der) {
  TRY(const auto serial, serial_in(der));
  for (const auto& issuer : issuers) {
    auto found = store.certificate({issuer.id, serial});
    if (found && std::equal(found->der.begin(), found->der.end(), der.begin(), der.end()))
      return *std::move(found);
  }
  return failure("no certificate of these bytes is in the register");
}

std::optional<Case> unfit(CertificateState state) {
  switch (state) {
    case CertificateState::expired:
      return Case::certificate_expired;
    case CertificateState::held:
      return Case::certificate_on_hold;
    case CertificateState::revoked:
      return Case::certificate_revoked;
    case CertificateState::good:
    case CertificateState::none:
      break;
  }
  return std::nullopt;
}

}  // namespace

Answer<Certificate> Service::signer_of(const SignedApplication& application, Instant at) const {
  auto signer = record_of(store_, issuers_, application.certificate);
  if (!signer) return refused(Case::unknown_certificate, to_string(signer.error()));
  if (signer->issued_at > at) return refused(Case::unknown_certificate, "it is issued in the future");
  if (signer->id.authority.kind != Kind::signature) return refused(Case::not_a_signature_certificate);
  if (!is_synced(*signer, at)) return refused(Case::certificate_not_synced);
  if (!openssl::verifies(application.certificate, sha256_with_rsa, application.text, application.signature))
    return refused(Case::wrong_signature);
  if (const auto when = unfit(registry::state_at(store_, *signer, at))) return refused(*when);
  return *std::move(signer);
}

}  // namespace tameshi::jlis::four_info
