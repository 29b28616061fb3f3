#include <algorithm>

#include "base/der.hpp"
#include "fake-jlis/documents/signed_data.hpp"

namespace tameshi::jlis::documents {
namespace {

// X.690 §11.6: ascending by their encodings.
Bytes set_of(std::uint8_t tag, std::vector<Bytes> members) {
  std::sort(members.begin(), members.end());
  Bytes all;
  for (const auto& member : members) append(all, member);
  return der::tlv(tag, all);
}

constexpr std::uint8_t context_0 = 0xA0;

Bytes encode_attribute(const Attribute& attribute) {
  return der::sequence({der::oid(attribute.type), set_of(der::set_tag, attribute.values)});
}

Bytes attribute_set(std::uint8_t tag, const std::vector<Attribute>& attributes) {
  std::vector<Bytes> members;
  members.reserve(attributes.size());
  for (const auto& attribute : attributes) members.push_back(encode_attribute(attribute));
  return set_of(tag, std::move(members));
}

// SignerIdentifier ::= CHOICE { IssuerAndSerialNumber, subjectKeyIdentifier [0] IMPLICIT OCTET STRING }
Bytes encode_id(const SignerId& id) {
  if (id.key_identifier) return der::context_primitive(0, *id.key_identifier);
  return der::sequence({id.issuer, der::tlv(der::integer_tag, id.serial)});
}

// RFC 5754 §2, §3.2, §3.3: NULL with RSA, no parameters with hashes and ECDSA.
Bytes algorithm(std::string_view oid) {
  constexpr std::string_view rsa = "1.2.840.113549.1.1.";
  const bool is_rsa = oid.substr(0, rsa.size()) == rsa;
  return der::sequence({der::oid(oid), is_rsa ? der::null() : Bytes()});
}

// SignerInfo ::= SEQUENCE { version, sid, digestAlgorithm, signedAttrs [0] IMPLICIT OPTIONAL,
//   signatureAlgorithm, signature OCTET STRING, unsignedAttrs [1] IMPLICIT OPTIONAL }
Bytes encode_signer(const SignerDetails& signer) {
  const auto attributes = signer.attributes ? attribute_set(context_0, *signer.attributes) : Bytes();
  return der::sequence({der::integer(signer.id.key_identifier ? 3 : 1), encode_id(signer.id),
                        algorithm(signer.hash), attributes, algorithm(signer.algorithm),
                        der::octet_string(signer.signature)});
}

// RFC 5652 §5.1: 3 when a signer is named by key or the content is no plain data.
unsigned version_of(const SignedData& data) {
  const bool by_key = std::any_of(data.signers.begin(), data.signers.end(), [](const SignerDetails& signer) {
    return signer.id.key_identifier.has_value();
  });
  return by_key || data.content_type != oid::data ? 3 : 1;
}

}  // namespace

Bytes encode_attributes(const std::vector<Attribute>& attributes) {
  return attribute_set(der::set_tag, attributes);
}

// SignedData ::= SEQUENCE { version, digestAlgorithms SET, encapContentInfo,
//   certificates [0] IMPLICIT SET OPTIONAL, crls [1] OPTIONAL, signerInfos SET }
Bytes encode(const SignedData& data) {
  std::vector<Bytes> hashes;
  std::vector<Bytes> signers;
  for (const auto& signer : data.signers) {
    auto hash = algorithm(signer.hash);
    if (std::find(hashes.begin(), hashes.end(), hash) == hashes.end()) hashes.push_back(std::move(hash));
    signers.push_back(encode_signer(signer));
  }
  const auto content = data.content ? der::context(0, der::octet_string(*data.content)) : Bytes();
  const auto certificates = data.certificates.empty() ? Bytes() : set_of(context_0, data.certificates);
  const auto body = der::sequence({der::integer(version_of(data)), set_of(der::set_tag, std::move(hashes)),
                                   der::sequence({der::oid(data.content_type), content}), certificates,
                                   set_of(der::set_tag, std::move(signers))});
  return der::sequence({der::oid(oid::signed_data), der::context(0, body)});
}

}  // namespace tameshi::jlis::documents
