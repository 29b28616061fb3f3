#include <algorithm>

#include "base/der_reader.hpp"
#include "base/mutant.hpp"
#include "fake-jlis/documents/cms.hpp"
#include "fake-jlis/documents/signature_value.hpp"
#include "fake-jlis/documents/signed_attributes.hpp"

namespace tameshi::jlis::documents {
namespace {

bool is_named_by(const SignerId& id, ByteView certificate) {
  const auto identity = openssl::identity_of(certificate);
  if (!identity) return false;
  if (mutant("takes-any-certificate-of-the-document")) return true;
  if (id.key_identifier) return identity->subject_key_identifier == id.key_identifier;
  return identity->issuer == id.issuer && identity->serial == id.serial;
}

Read<Bytes> find_certificate(const SignerId& id, const std::vector<Bytes>& certificates) {
  if (certificates.empty()) return refused("no-certificate");
  const auto found = std::find_if(certificates.begin(), certificates.end(),
                                  [&](const Bytes& one) { return is_named_by(id, one); });
  if (found == certificates.end()) return refused("certificate-does-not-match-signer-id");
  return *found;
}

// rsaEncryption leaves the hash to digestAlgorithm (RFC 3370 §3.2); others name one, which must be the same
// (RFC 5754 §3).
Read<const SignatureAlgorithm*> algorithm_of(const SignerDetails& signer, const Hash& hash) {
  if (signer.algorithm == oid::rsa_encryption) return find_algorithm(openssl::KeyKind::rsa, hash);
  TRY(const auto* algorithm, find_algorithm(signer.algorithm));
  if (algorithm->hash != &hash)
    return refused("unsupported-algorithm", "the signature's hash is another than the content's");
  return algorithm;
}

Read<ByteView> content_of(const SignedData& data, std::optional<ByteView> given) {
  if (!data.content && !given) return refused("content-missing");
  if (!data.content) return *given;
  if (given && !std::equal(given->begin(), given->end(), data.content->begin(), data.content->end()))
    return refused("digest-mismatch", "the content that comes along is another than the given one");
  return ByteView(*data.content);
}

// Signed attributes may be left out for plain data only (RFC 5652 §5.3).
std::optional<Fault> wrong_without_attributes(const SignedData& data, ByteView content,
                                              const CmsRules& rules) {
  constexpr auto missing = "signed-attributes-missing";
  if (rules.needs_attributes) return fault(missing);
  if (data.content_type != oid::data) return fault(missing, "the content is no plain data");
  if (looks_like_attributes(content))
    return fault(missing, "the content is the signed attributes of something else");
  return std::nullopt;
}

struct Case {
  const SignedData& data;
  const SignerDetails& signer;
  std::optional<ByteView> content;
  const CmsRules& rules;
};

// Fills in what is found on the way.
Read<void> check(const Case& one, FoundSignature& out) {
  const auto& signer = one.signer;
  TRY(const auto* hash, find_hash(signer.hash));
  TRY(const auto* algorithm, algorithm_of(signer, *hash));
  out.algorithm = algorithm->name;
  TRY(out.certificate, find_certificate(signer.id, one.data.certificates));
  TRY(const auto content, content_of(one.data, one.content));
  out.covers = {{"the content", true, Bytes(content.begin(), content.end())}};
  auto wrong = signer.attributes
                   ? wrong_with_attributes(signer, one.data, *hash, content, *out.certificate, one.rules)
                   : wrong_without_attributes(one.data, content, one.rules);
  if (wrong) return tl::unexpected(*std::move(wrong));
  wrong = signer.attributes ? wrong_with_signature(*out.certificate, *algorithm, signer.signed_attributes,
                                                   signer.signature, Message::about_the_content)
                            : wrong_with_signature(*out.certificate, *algorithm, content, signer.signature,
                                                   Message::content);
  if (wrong) return tl::unexpected(*std::move(wrong));
  return {};
}

FoundSignature read_signer(const Case& one) {
  FoundSignature out{.format = one.data.content ? Format::cms_attached : Format::cms_detached,
                     .hash = name_of_hash(one.signer.hash),
                     .algorithm = name_of_algorithm(one.signer.algorithm),
                     .signed_at = signing_time_in(one.signer)};
  if (auto checked = check(one, out); !checked) out.fault = checked.error();
  for (const auto& certificate : one.data.certificates) {
    if (certificate != out.certificate) out.others.push_back(certificate);
  }
  return out;
}

}  // namespace

Findings read_cms(ByteView cms, std::optional<ByteView> content, const CmsRules& rules) {
  if (cms.size() > largest_file || (content && content->size() > largest_file))
    return findings_of(fault("too-large"));
  const auto data = decode(cms, rules.padded);
  if (!data) return findings_of(data.error());
  if (data->signers.empty()) return findings_of(fault("no-signature"));
  Findings out;
  for (const auto& signer : data->signers)
    out.signatures.push_back(read_signer({*data, signer, content, rules}));
  return out;
}

}  // namespace tameshi::jlis::documents
