#include <fmt/format.h>

#include <algorithm>

#include "fake-jlis/documents/ecdsa_value.hpp"
#include "fake-jlis/documents/signature_value.hpp"
#include "fake-jlis/documents/xml_names.hpp"
#include "fake-jlis/documents/xml_reference.hpp"
#include "fake-jlis/documents/xml_signature.hpp"

namespace tameshi::jlis::documents {
namespace {

constexpr std::size_t most_references = 16;
// A canonical form costs a walk over the tree. So many elements in all bound the time (OURS).
constexpr std::size_t longest_walk = 200'000;

struct SignatureParts {
  XmlElement signed_info;
  XmlElement value;
  std::optional<XmlElement> key_info;
};

// Signature: SignedInfo, SignatureValue, KeyInfo?, Object* (XML Signature 1.1 §4.2).
Read<SignatureParts> parts_of(const XmlElement& signature) {
  const auto children = signature.children();
  if (children.size() < 2 || !children[0].is(xml::dsig, "SignedInfo") ||
      !children[1].is(xml::dsig, "SignatureValue"))
    return refused("malformed", "a Signature is not as its schema says");
  SignatureParts out{children[0], children[1], std::nullopt};
  for (std::size_t i = 2; i < children.size(); ++i) {
    if (i == 2 && children[i].is(xml::dsig, "KeyInfo")) {
      out.key_info = children[i];
    } else if (!children[i].is(xml::dsig, "Object")) {
      return refused("malformed", "a Signature holds " + children[i].name());
    }
  }
  return out;
}

struct SignedInfo {
  Canonicalisation how;
  std::string algorithm;
  std::vector<XmlElement> references;
};

Read<SignedInfo> read_signed_info(const XmlElement& element) {
  const auto children = element.children();
  if (children.size() < 3 || !children[0].is(xml::dsig, "CanonicalizationMethod") ||
      !children[1].is(xml::dsig, "SignatureMethod"))
    return refused("malformed", "SignedInfo is not as its schema says");
  SignedInfo out;
  out.algorithm = children[1].attribute("Algorithm").value_or("");
  TRY(out.how, read_canonicalisation(children[0]));
  for (std::size_t i = 2; i < children.size(); ++i) {
    if (!children[i].is(xml::dsig, "Reference"))
      return refused("malformed", "SignedInfo holds " + children[i].name());
    out.references.push_back(children[i]);
  }
  if (out.references.size() > most_references) return refused("too-large", "more references than we read");
  return out;
}

// "1001" of the INTEGER's contents 03E9, as X509SerialNumber has it.
std::string decimal(ByteView number) {
  std::vector<unsigned> digits{0};
  for (unsigned carry : number) {
    for (auto& digit : digits) {
      carry += digit * 256;
      digit = carry % 10;
      carry /= 10;
    }
    for (; carry != 0; carry /= 10) digits.push_back(carry % 10);
  }
  std::string out;
  for (auto at = digits.rbegin(); at != digits.rend(); ++at) out += static_cast<char>('0' + *at);
  return out;
}

// X509Data may say which certificate it is, by serial number or key identifier (§4.5.4).
struct KeyInfo {
  std::vector<Bytes> certificates;
  std::vector<std::string> serials;
  std::vector<Bytes> key_identifiers;
};

Read<void> read_x509_data(const XmlElement& element, KeyInfo& out) {
  for (const auto& child : element.children()) {
    if (child.is(xml::dsig, "X509Certificate")) {
      TRY(auto certificate, base64_in(child));
      out.certificates.push_back(std::move(certificate));
    } else if (child.is(xml::dsig, "X509SKI")) {
      TRY(auto identifier, base64_in(child));
      out.key_identifiers.push_back(std::move(identifier));
    } else if (child.is(xml::dsig, "X509IssuerSerial")) {
      for (const auto& part : child.children()) {
        if (part.is(xml::dsig, "X509SerialNumber")) out.serials.push_back(part.text());
      }
    }
  }
  return {};
}

Read<KeyInfo> read_key_info(const std::optional<XmlElement>& element) {
  KeyInfo out;
  if (!element) return refused("no-certificate");
  for (const auto& child : element->children()) {
    if (!child.is(xml::dsig, "X509Data")) continue;
    if (auto read = read_x509_data(child, out); !read) return tl::unexpected(read.error());
  }
  if (out.certificates.empty()) return refused("no-certificate");
  if (out.certificates.size() > most_certificates)
    return refused("too-large", "more certificates than we read");
  return out;
}

template <typename T>
bool fits(const std::vector<T>& said, const T& value) {
  return said.empty() || std::find(said.begin(), said.end(), value) != said.end();
}

bool may_be_signer(const KeyInfo& info, const Bytes& certificate) {
  const auto identity = openssl::identity_of(certificate);
  if (!identity) return info.serials.empty() && info.key_identifiers.empty();
  return fits(info.serials, decimal(identity->serial)) &&
         fits(info.key_identifiers, identity->subject_key_identifier.value_or(Bytes()));
}

struct Value {
  const SignatureAlgorithm& algorithm;
  Bytes message;
  Bytes signature;
};

std::optional<Fault> wrong_with(const Value& value, ByteView certificate) {
  return wrong_with_signature(certificate, value.algorithm, value.message, value.signature,
                              Message::about_the_content);
}

// Certificates come in no order: the signer's is the one whose key signed, or else the first that may be.
Read<void> find_signer(const KeyInfo& info, const Value& value, FoundSignature& out) {
  std::vector<const Bytes*> candidates;
  for (const auto& one : info.certificates) {
    if (may_be_signer(info, one)) candidates.push_back(&one);
  }
  if (candidates.empty()) return refused("certificate-does-not-match-signer-id");
  const auto found = std::find_if(candidates.begin(), candidates.end(),
                                  [&](const Bytes* one) { return !wrong_with(value, *one); });
  out.certificate = found == candidates.end() ? *candidates.front() : **found;
  for (const auto& one : info.certificates) {
    if (one != out.certificate) out.others.push_back(one);
  }
  if (found == candidates.end()) return tl::unexpected(*wrong_with(value, *out.certificate));
  return {};
}

// Where what is signed lies, seen from the signature.
Format place_of(const Referent& referent, const XmlElement& signature) {
  if (!referent.element || referent.element->holds(signature)) return Format::xml_enveloped;
  return signature.holds(*referent.element) ? Format::xml_enveloping : Format::xml_beside;
}

// XAdES (ETSI EN 319 132-1 §5.2.1), when it is signed.
std::optional<Instant> signing_time_in(const XmlTree& tree, const XmlElement& signed_element) {
  for (const auto& time : tree.all(xml::xades, "SigningTime")) {
    if (!signed_element.holds(time)) continue;
    if (const auto instant = parse_instant(time.text())) return *instant;
  }
  return std::nullopt;
}

class Reader {
 public:
  explicit Reader(const XmlTree& tree) : tree_(tree) {}

  FoundSignature read(const XmlElement& signature) {
    FoundSignature out{.format = Format::xml_enveloped, .name = signature.attribute("Id").value_or("")};
    if (auto checked = check(signature, out); !checked) out.fault = checked.error();
    return out;
  }

 private:
  Read<void> check(const XmlElement& signature, FoundSignature& out) {
    TRY(const auto parts, parts_of(signature));
    TRY(const auto info, read_signed_info(parts.signed_info));
    out.algorithm = name_of_algorithm(info.algorithm);
    TRY(const auto* algorithm, find_algorithm(info.algorithm));
    TRY(const auto key_info, read_key_info(parts.key_info));
    out.certificate = key_info.certificates.front();
    if (auto right = check_references(info, signature, out); !right) return right;
    TRY(auto value, base64_in(parts.value));
    if (algorithm->key == openssl::KeyKind::ec) value = as_der(value).value_or(Bytes());
    if (!may_walk()) return refused("too-large", "more to canonicalise than we do");
    TRY(auto message, tree_.canonical(parts.signed_info, std::nullopt, info.how));
    return find_signer(key_info, {*algorithm, std::move(message), std::move(value)}, out);
  }

  Read<void> check_references(const SignedInfo& info, const XmlElement& signature, FoundSignature& out) {
    for (const auto& element : info.references) {
      if (!may_walk()) return refused("too-large", "more references than we follow");
      TRY(const auto reference, read_reference(element));
      out.hash = name_of_hash(reference.hash);
      TRY(auto referent, follow(reference, tree_, signature));
      if (out.covers.empty()) out.format = place_of(referent, signature);
      if (referent.element && !out.signed_at) out.signed_at = signing_time_in(tree_, *referent.element);
      out.covers.push_back(std::move(referent.covered));
    }
    return {};
  }

  bool may_walk() {
    walked_ += tree_.size();
    return walked_ <= longest_walk;
  }

  const XmlTree& tree_;
  std::size_t walked_ = 0;
};

}  // namespace

Findings read_xml(ByteView document) {
  const auto tree = XmlTree::parse(document);
  if (!tree) return findings_of(tree.error());
  const auto signatures = tree->all(xml::dsig, "Signature");
  if (signatures.empty()) return findings_of(fault("no-signature"));
  if (signatures.size() > most_signatures)
    return findings_of(fault("too-large", "more signatures than we read"));
  Findings out;
  Reader reader(*tree);
  for (const auto& signature : signatures) out.signatures.push_back(reader.read(signature));
  return out;
}

}  // namespace tameshi::jlis::documents
