#include "fake-jlis/documents/signed_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/der_reader.hpp"
#include "base/openssl.hpp"

namespace tameshi::jlis::documents {
namespace {

constexpr std::string_view missing = "signed-attributes-missing";
constexpr std::string_view wrong = "signed-attributes-wrong";

// The attribute, which may be there once and then has one value (RFC 5652 §11).
Read<const Bytes*> single(const std::vector<Attribute>& attributes, std::string_view type,
                          std::string_view name) {
  const auto is_it = [&](const Attribute& one) { return one.type == type; };
  const auto found = std::find_if(attributes.begin(), attributes.end(), is_it);
  if (found == attributes.end()) return nullptr;
  if (std::find_if(found + 1, attributes.end(), is_it) != attributes.end())
    return refused(wrong, fmt::format("{} is there twice", name));
  if (found->values.size() != 1)
    return refused(wrong, fmt::format("{} has {} values", name, found->values.size()));
  return &found->values.front();
}

Read<const Bytes*> needed(const std::vector<Attribute>& attributes, std::string_view type,
                          std::string_view name) {
  TRY(const auto* value, single(attributes, type, name));
  if (value == nullptr) return refused(missing, std::string(name));
  return value;
}

// MessageDigest ::= OCTET STRING
Read<void> check_digest(const std::vector<Attribute>& attributes, const Hash& hash, ByteView content) {
  TRY(const auto* value, needed(attributes, oid::message_digest, "messageDigest"));
  der::Reader reader(*value);
  const auto digest = reader.next(der::octet_string_tag, "messageDigest");
  if (!digest || !reader.at_end()) return refused(wrong, "messageDigest is no OCTET STRING");
  const auto expected = hash.of(content);
  if (digest->contents.size() != expected.size()) return refused(wrong, "messageDigest has another length");
  if (!std::equal(expected.begin(), expected.end(), digest->contents.begin()))
    return refused("digest-mismatch");
  return {};
}

Read<void> check_type(const std::vector<Attribute>& attributes, const SignedData& data) {
  TRY(const auto* value, needed(attributes, oid::content_type, "contentType"));
  der::Reader reader(*value);
  const auto element = reader.next(der::oid_tag, "contentType");
  const auto type = element ? der::oid_in(*element) : failure("no contentType");
  if (!type || !reader.at_end()) return refused(wrong, "contentType is no OBJECT IDENTIFIER");
  if (*type != data.content_type) return refused(wrong, "contentType is another than that of the content");
  return {};
}

// "260401000000Z" or "20500401000000Z" (RFC 5652 §11.3); years of UTCTime are 1950 to 2049.
std::optional<Instant> time_in(ByteView der) {
  der::Reader reader(der);
  const auto element = reader.next("a time");
  if (!element || !reader.at_end()) return std::nullopt;
  auto digits = std::string(text_of(element->contents));
  if (element->tag == der::utc_time_tag && digits.size() == 13) {
    digits.insert(0, digits < "5" ? "20" : "19");
  } else if (element->tag != der::generalized_time_tag || digits.size() != 15) {
    return std::nullopt;
  }
  const auto part = [&](std::size_t at, std::size_t count) { return digits.substr(at, count); };
  const auto time = parse_instant(fmt::format("{}-{}-{}T{}:{}:{}{}", part(0, 4), part(4, 2), part(6, 2),
                                              part(8, 2), part(10, 2), part(12, 2), part(14, 1)));
  return time ? std::optional<Instant>(*time) : std::nullopt;
}

Read<void> check_time(const std::vector<Attribute>& attributes) {
  TRY(const auto* value, single(attributes, oid::signing_time, "signingTime"));
  if (value != nullptr && !time_in(*value)) return refused(wrong, "signingTime is no time");
  return {};
}

struct CertificateHash {
  std::string hash;
  ByteView value;
};

// SigningCertificate(V2) ::= SEQUENCE { certs SEQUENCE OF SEQUENCE {
//   hashAlgorithm DEFAULT sha256 (V2 only), certHash OCTET STRING, issuerSerial OPTIONAL }, policies OPTIONAL
//   }
// The first is the signer's (RFC 5035 §3).
Result<CertificateHash> certificate_hash_in(ByteView attribute, std::string_view usual) {
  der::Reader outermost(attribute);
  TRY(const auto whole, outermost.next(der::sequence_tag, "SigningCertificate"));
  der::Reader fields(whole);
  TRY(const auto list, fields.next(der::sequence_tag, "the list of certificates"));
  der::Reader items(list);
  TRY(const auto first, items.next(der::sequence_tag, "the signer's"));
  der::Reader inside(first);
  CertificateHash out{std::string(usual), {}};
  TRY(const auto algorithm, inside.next_if(der::sequence_tag, "the hash"));
  if (algorithm) {
    der::Reader names(*algorithm);
    TRY(const auto id, names.next(der::oid_tag, "the hash"));
    TRY(out.hash, der::oid_in(id));
  }
  TRY(const auto value, inside.next(der::octet_string_tag, "the certificate's hash"));
  out.value = value.contents;
  return out;
}

Bytes hash_with(std::string_view identifier, ByteView data) {
  constexpr std::string_view sha1 = "1.3.14.3.2.26";
  if (identifier == sha1)
    return openssl::sha1(data);  // the only hash of RFC 2634; it adds to the signer's id
  const auto hash = find_hash(identifier);
  return hash ? (*hash)->of(data) : Bytes();
}

Read<void> check_certificate(const std::vector<Attribute>& attributes, ByteView certificate, bool is_needed) {
  struct Row {
    std::string_view type;
    std::string_view name;
    std::string_view usual;
  };
  bool seen = false;
  for (const auto& row :
       {Row{oid::signing_certificate, "signingCertificate", "1.3.14.3.2.26"},
        Row{oid::signing_certificate_v2, "signingCertificateV2", "2.16.840.1.101.3.4.2.1"}}) {
    TRY(const auto* value, single(attributes, row.type, row.name));
    if (value == nullptr) continue;
    seen = true;
    const auto named = certificate_hash_in(*value, row.usual);
    if (!named) return refused(wrong, to_string(named.error()));
    const auto expected = hash_with(named->hash, certificate);
    if (expected.empty() ||
        !std::equal(expected.begin(), expected.end(), named->value.begin(), named->value.end()))
      return refused("certificate-does-not-match-signer-id", std::string(row.name));
  }
  if (is_needed && !seen) return refused(missing, "signingCertificateV2");
  return {};
}

}  // namespace

std::optional<Fault> wrong_with_attributes(const SignerDetails& signer, const SignedData& data,
                                           const Hash& hash, ByteView content, ByteView certificate,
                                           const CmsRules& rules) {
  const auto& attributes = *signer.attributes;
  if (auto right = check_type(attributes, data); !right) return right.error();
  if (auto right = check_time(attributes); !right) return right.error();
  if (auto right = check_certificate(attributes, certificate, rules.needs_certificate_id); !right)
    return right.error();
  if (auto right = check_digest(attributes, hash, content); !right) return right.error();
  return std::nullopt;
}

std::optional<Instant> signing_time_in(const SignerDetails& signer) {
  if (!signer.attributes) return std::nullopt;
  const auto value = single(*signer.attributes, oid::signing_time, "signingTime");
  return value && *value != nullptr ? time_in(**value) : std::nullopt;
}

bool looks_like_attributes(ByteView content) {
  der::Reader outermost(content);
  const auto set = outermost.next(der::set_tag, "the attributes");
  if (!set || !outermost.at_end()) return false;
  const auto digest = der::oid(oid::message_digest);
  for (der::Reader members(*set); !members.at_end();) {
    const auto member = members.next(der::sequence_tag, "an attribute");
    if (!member) return false;
    const auto begin = member->contents.first(std::min(digest.size(), member->contents.size()));
    if (std::equal(begin.begin(), begin.end(), digest.begin(), digest.end())) return true;
  }
  return false;
}

}  // namespace tameshi::jlis::documents
