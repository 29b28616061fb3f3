#include "conformance/bundle/seal.hpp"

#include <fmt/format.h>

#include <array>

#include "base/openssl_certificate.hpp"
#include "base/openssl_digest.hpp"
#include "base/pem.hpp"
#include "base/sha256sum.hpp"
#include "fake-jlis/documents/cms.hpp"

namespace tameshi::bundle {
namespace {

namespace documents = jlis::documents;

Result<Seal> seal_in(const documents::Findings& findings) {
  if (findings.fault) return failure(documents::to_string(*findings.fault));
  if (findings.signatures.size() != 1) return failure("a bundle has one signature");
  const auto& found = findings.signatures.front();
  if (found.fault) return failure(documents::to_string(*found.fault));
  if (!found.certificate) return failure("the signer's certificate is not in it");
  Seal out;
  out.certificates.push_back(*found.certificate);
  for (const auto& other : found.others) out.certificates.push_back(other);
  if (const auto identity = openssl::identity_of(*found.certificate)) out.subject = identity->subject;
  out.signed_at = found.signed_at;
  return out;
}

}  // namespace

Result<Certifier> certifier_from_pem(std::string_view key, std::string_view certificates) {
  Certifier out;
  TRY(out.key, openssl::PrivateKey::from_pem(key, "the key to sign with"));
  out.certificates = all_from_pem(certificates);
  if (out.certificates.empty())
    return failure("there is no certificate to sign with", "",
                   "a file with -----BEGIN CERTIFICATE----- is meant");
  const std::array<std::uint8_t, 5> probe{'p', 'r', 'o', 'b', 'e'};
  if (!seal(probe, out, Instant{}))
    return failure(
        "the key to sign with is not that of the certificate, or neither RSA nor P-384", "",
        "give --sign-key and --sign-certificate of one pair, the certifier's own certificate first");
  return out;
}

Result<Bytes> seal(ByteView manifest, const Certifier& certifier, Instant at) {
  documents::Signer signer;
  signer.certificate = certifier.certificates.front();
  signer.chain.assign(certifier.certificates.begin() + 1, certifier.certificates.end());
  signer.with =
      certifier.key.is_rsa() ? documents::SignsWith::rsa_sha256 : documents::SignsWith::ecdsa_sha384;
  signer.sign = [&](ByteView message) -> Result<Bytes> {
    return openssl::sign_as_usual(certifier.key, message);
  };
  TRY(auto out, documents::make_cms({&signer, 1}, manifest, documents::Content::detached, at));
  if (auto checked = check_seal(out, manifest); !checked) return tl::unexpected(checked.error());
  return out;
}

Result<Seal> check_seal(ByteView cms, ByteView manifest) {
  // OpenSSL and others are lenient about how it is encoded; what we did not write ourselves is no seal.
  const auto data = documents::decode(cms, false);
  if (!data) return failure(documents::to_string(data.error()));
  const auto again = documents::encode(*data);
  if (!std::equal(again.begin(), again.end(), cms.begin(), cms.end()))
    return failure("the signature is not encoded as Tameshi does");
  if (data->content) return failure("the signature has a content of its own");
  return seal_in(documents::read_cms(cms, manifest, {.needs_attributes = true}));
}

std::vector<std::string> fingerprints(const std::vector<Bytes>& certificates) {
  std::vector<std::string> out;
  out.reserve(certificates.size());
  for (const auto& certificate : certificates) out.push_back(sha256sum(certificate));
  return out;
}

}  // namespace tameshi::bundle
