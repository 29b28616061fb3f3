#include "fake-jlis/documents/raw.hpp"

#include "base/openssl.hpp"
#include "fake-jlis/documents/signature_value.hpp"

namespace tameshi::jlis::documents {
namespace {

constexpr std::size_t longest_signature = 1024;  // OURS: of RSA-8192

Read<const SignatureAlgorithm*> algorithm_for(ByteView certificate, std::string_view hash) {
  const auto identity = openssl::identity_of(certificate);
  const bool is_ec = identity && identity->key == openssl::KeyKind::ec;
  if (hash.empty()) return &algorithm_of(is_ec ? SignsWith::ecdsa_sha384 : SignsWith::rsa_sha256);
  TRY(const auto* announced, find_hash(hash));
  return find_algorithm(is_ec ? openssl::KeyKind::ec : openssl::KeyKind::rsa, *announced);
}

}  // namespace

Result<Bytes> make_raw(const Signer& signer, ByteView content) {
  return signer.sign(content);
}

Result<Bytes> make_raw_without_digest_info(const std::function<Result<Bytes>(ByteView digest)>& pad_and_sign,
                                           ByteView content) {
  return pad_and_sign(openssl::sha256(content));
}

Findings read_raw(Format format, ByteView signature, ByteView content, ByteView certificate,
                  std::string_view hash) {
  if (content.size() > largest_file || signature.size() > longest_signature)
    return findings_of(fault("too-large"));
  FoundSignature out{.format = format,
                     .certificate = Bytes(certificate.begin(), certificate.end()),
                     .hash = std::string(hash),
                     .covers = {{"the content", true, Bytes(content.begin(), content.end())}}};
  if (const auto found = algorithm_for(certificate, hash)) {
    const auto& algorithm = **found;
    out.hash = algorithm.hash->name;
    out.algorithm = algorithm.name;
    out.fault = format == Format::raw
                    ? wrong_with_signature(certificate, algorithm, content, signature, Message::content)
                    : wrong_with_bare_signature(certificate, *algorithm.hash, content, signature);
  } else {
    out.fault = found.error();
  }
  return {{std::move(out)}, std::nullopt};
}

}  // namespace tameshi::jlis::documents
