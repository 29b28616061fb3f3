#include <algorithm>

#include "base/der.hpp"
#include "fake-jlis/documents/algorithm.hpp"
#include "fake-jlis/documents/cms.hpp"

namespace tameshi::jlis::documents {

Result<SignerDetails> draft_signer(const Signer& signer, ByteView content, Instant at) {
  const auto identity = openssl::identity_of(signer.certificate);
  if (!identity) return failure("the signer's certificate cannot be read, and CMS names the signer by it");
  const auto& algorithm = algorithm_of(signer.with);
  const std::vector<Attribute> attributes{
      {std::string(oid::content_type), {der::oid(oid::data)}},
      {std::string(oid::signing_time), {der::time(at)}},
      {std::string(oid::message_digest), {der::octet_string(algorithm.hash->of(content))}}};
  SignerDetails out;
  out.id.issuer = identity->issuer;
  out.id.serial = identity->serial;
  out.hash = algorithm.hash->oid;
  out.attributes = attributes;
  out.algorithm = algorithm.oid;
  return out;
}

Result<void> sign_draft(SignerDetails& draft, const Signer& signer, ByteView content) {
  TRY(draft.signature,
      draft.attributes ? signer.sign(encode_attributes(*draft.attributes)) : signer.sign(content));
  return {};
}

Result<Bytes> make_cms(std::span<const Signer> signers, ByteView content, Content where, Instant at) {
  SignedData data;
  if (where == Content::attached) data.content = Bytes(content.begin(), content.end());
  const auto add_certificate = [&](const Bytes& certificate) {
    auto& all = data.certificates;
    if (std::find(all.begin(), all.end(), certificate) == all.end()) all.push_back(certificate);
  };
  for (const auto& signer : signers) {
    TRY(auto draft, draft_signer(signer, content, at));
    if (auto done = sign_draft(draft, signer, content); !done) return tl::unexpected(done.error());
    data.signers.push_back(std::move(draft));
    add_certificate(signer.certificate);
    for (const auto& certificate : signer.chain) add_certificate(certificate);
  }
  return encode(data);
}

}  // namespace tameshi::jlis::documents
