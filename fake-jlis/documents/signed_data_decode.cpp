#include <algorithm>

#include "fake-jlis/documents/ber.hpp"
#include "fake-jlis/documents/signature.hpp"
#include "fake-jlis/documents/signed_data.hpp"

namespace tameshi::jlis::documents {
namespace {

using der::Element;

Bytes copy(ByteView bytes) {
  return {bytes.begin(), bytes.end()};
}

// AlgorithmIdentifier whose parameters are absent or NULL, which is all that signatures here need.
Result<std::string> algorithm_in(const Element& element) {
  BerReader fields(element);
  TRY(const auto id, fields.next(der::oid_tag, "the algorithm"));
  TRY(auto out, der::oid_in(id));
  TRY(const auto null, fields.next_if(der::null_tag, "the parameters"));
  if (null && !null->contents.empty()) return failure("a NULL with contents");
  // Others than NULL belong to algorithms that are refused by their names.
  if (!fields.at_end()) {
    TRY([[maybe_unused]] auto parameters, fields.next("the parameters"));
  }
  if (auto end = fields.end("the algorithm"); !end) return tl::unexpected(end.error());
  return out;
}

Result<unsigned> version_in(const Element& element) {
  TRY(const auto contents, der::integer_in(element));
  const auto value = der::unsigned_in(contents);
  if (!value || *value > 5) return failure("a version that RFC 5652 does not know");
  return static_cast<unsigned>(*value);
}

Result<Attribute> read_attribute(const Element& element) {
  der::Reader fields(element);
  Attribute out;
  TRY(const auto type, fields.next(der::oid_tag, "the attribute's type"));
  TRY(out.type, der::oid_in(type));
  TRY(const auto values, fields.next(der::set_tag, "the attribute's values"));
  if (auto end = fields.end("the attribute"); !end) return tl::unexpected(end.error());
  for (der::Reader members(values); !members.at_end();) {
    TRY(const auto value, members.next("a value"));
    out.values.push_back(copy(value.whole));
  }
  return out;
}

// SignedAttributes are DER even when the rest is BER (RFC 5652 §5.3), and so in order.
Result<std::vector<Attribute>> read_attributes(const Element& element) {
  std::vector<Attribute> out;
  ByteView last;
  for (der::Reader members(element); !members.at_end();) {
    TRY(const auto member, members.next(der::sequence_tag, "an attribute"));
    if (std::lexicographical_compare(member.whole.begin(), member.whole.end(), last.begin(), last.end()))
      return failure("the signed attributes are not in the order of DER (X.690 §11.6)");
    last = member.whole;
    TRY(auto attribute, read_attribute(member));
    out.push_back(std::move(attribute));
  }
  return out;
}

Result<SignerId> read_id(BerReader& fields) {
  TRY(const auto key, fields.next_if(0x80, "the key's identifier"));
  if (key) return SignerId{{}, {}, copy(key->contents)};
  TRY(const auto both, fields.next(der::sequence_tag, "issuer and serial number"));
  BerReader inside(both);
  TRY(const auto issuer, inside.next(der::sequence_tag, "the issuer"));
  TRY(const auto serial, inside.next(der::integer_tag, "the serial number"));
  TRY(const auto number, der::integer_in(serial));
  if (auto end = inside.end("issuer and serial number"); !end) return tl::unexpected(end.error());
  return SignerId{copy(issuer.whole), copy(number), std::nullopt};
}

Result<void> read_signed_attributes(const Element& element, SignerDetails& out) {
  if (element.whole[1] == 0x80) return failure("the signed attributes are not in DER (RFC 5652 §5.3)");
  TRY(out.attributes, read_attributes(element));
  out.signed_attributes = copy(element.whole);
  out.signed_attributes.front() = der::set_tag;
  return {};
}

Result<SignerDetails> read_signer(const Element& element) {
  BerReader fields(element);
  SignerDetails out;
  TRY(const auto number, fields.next(der::integer_tag, "the signer's version"));
  TRY(const auto version, version_in(number));
  TRY(out.id, read_id(fields));
  if (version != (out.id.key_identifier ? 3U : 1U))
    return failure("the signer's version is another than its identifier's (RFC 5652 §5.3)");
  TRY(const auto hash, fields.next(der::sequence_tag, "the hash"));
  TRY(out.hash, algorithm_in(hash));
  TRY(const auto attributes, fields.next_if(0xA0, "the signed attributes"));
  if (attributes) {
    if (auto read = read_signed_attributes(*attributes, out); !read) return tl::unexpected(read.error());
  }
  TRY(const auto algorithm, fields.next(der::sequence_tag, "the signature's algorithm"));
  TRY(out.algorithm, algorithm_in(algorithm));
  TRY(const auto signature, fields.next("the signature"));
  TRY(out.signature, octets_in(signature));
  // What is not signed, proves nothing and is not looked at.
  TRY([[maybe_unused]] auto others, fields.next_if(0xA1, "the unsigned attributes"));
  if (auto end = fields.end("the signer"); !end) return tl::unexpected(end.error());
  return out;
}

// EncapsulatedContentInfo ::= SEQUENCE { eContentType, eContent [0] EXPLICIT OCTET STRING OPTIONAL }
Result<void> read_content(const Element& element, SignedData& out) {
  BerReader fields(element);
  TRY(const auto type, fields.next(der::oid_tag, "the content's type"));
  TRY(out.content_type, der::oid_in(type));
  TRY(const auto wrapped, fields.next_if(0xA0, "the content"));
  if (wrapped) {
    BerReader inside(*wrapped);
    TRY(const auto octets, inside.next("the content"));
    TRY(out.content, octets_in(octets));
    if (auto end = inside.end("the content"); !end) return end;
  }
  return fields.end("the content");
}

// CertificateSet: certificates, and [0] to [3], which are other things and not looked at.
Result<void> read_certificates(const Element& element, SignedData& out) {
  for (BerReader members(element); !members.at_end();) {
    TRY(const auto member, members.next("a certificate"));
    if (member.tag == der::sequence_tag) out.certificates.push_back(copy(member.whole));
  }
  return {};
}

Result<void> read_signers(const Element& element, SignedData& out) {
  for (BerReader members(element); !members.at_end();) {
    TRY(const auto member, members.next(der::sequence_tag, "a signer"));
    TRY(auto signer, read_signer(member));
    out.signers.push_back(std::move(signer));
  }
  return {};
}

Result<SignedData> read_signed_data(const Element& element) {
  BerReader fields(element);
  SignedData out;
  TRY(const auto number, fields.next(der::integer_tag, "the version"));
  TRY([[maybe_unused]] auto version, version_in(number));
  TRY([[maybe_unused]] auto hashes, fields.next(der::set_tag, "the hashes"));
  TRY(const auto content, fields.next(der::sequence_tag, "the content"));
  if (auto read = read_content(content, out); !read) return tl::unexpected(read.error());
  TRY(const auto certificates, fields.next_if(0xA0, "the certificates"));
  if (certificates) {
    if (auto read = read_certificates(*certificates, out); !read) return tl::unexpected(read.error());
  }
  TRY([[maybe_unused]] auto lists, fields.next_if(0xA1, "the revocation lists"));
  TRY(const auto signers, fields.next(der::set_tag, "the signers"));
  if (auto read = read_signers(signers, out); !read) return tl::unexpected(read.error());
  if (auto end = fields.end("SignedData"); !end) return tl::unexpected(end.error());
  return out;
}

struct Envelope {
  std::string type;
  Element inside;
};

// ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT ANY }
Result<Envelope> open(ByteView bytes, bool padded) {
  BerReader outermost(bytes);
  TRY(const auto info, outermost.next(der::sequence_tag, "ContentInfo"));
  const auto rest = outermost.rest();
  const bool zeros = std::all_of(rest.begin(), rest.end(), [](auto byte) { return byte == 0; });
  if (auto end = outermost.end("ContentInfo"); !end && !(padded && zeros)) return tl::unexpected(end.error());
  BerReader fields(info);
  Envelope out;
  TRY(const auto type, fields.next(der::oid_tag, "its type"));
  TRY(out.type, der::oid_in(type));
  TRY(const auto wrapped, fields.next(0xA0, "its content"));
  if (auto end = fields.end("ContentInfo"); !end) return tl::unexpected(end.error());
  BerReader inside(wrapped);
  TRY(out.inside, inside.next("its content"));
  if (auto end = inside.end("its content"); !end) return tl::unexpected(end.error());
  return out;
}

}  // namespace

Read<SignedData> decode(ByteView bytes, bool padded) {
  const auto envelope = open(bytes, padded);
  if (!envelope) return tl::unexpected(malformed(envelope.error()));
  if (envelope->type != oid::signed_data)
    return refused("unsupported-format", "CMS of type " + envelope->type);
  if (envelope->inside.tag != der::sequence_tag) return refused("malformed", "SignedData is no SEQUENCE");
  auto out = read_signed_data(envelope->inside);
  if (!out) return tl::unexpected(malformed(out.error()));
  if (out->signers.size() > most_signatures || out->certificates.size() > most_certificates)
    return refused("too-large", "more signers or certificates than we read");
  return *std::move(out);
}

}  // namespace tameshi::jlis::documents
