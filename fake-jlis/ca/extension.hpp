// Certificate extensions, RFC 5280 §4.2, as plain values that can be distorted before they are encoded.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "fake-jlis/ca/name.hpp"

namespace tameshi::jlis::ca {

struct KeyUsage {
  std::vector<std::string> bits;  // "digitalSignature", "nonRepudiation", "keyCertSign", …
};

struct ExtendedKeyUsage {
  std::vector<std::string> purposes;  // OIDs
};

// One policy, with a CPS pointer as its qualifier unless that is empty.
struct CertificatePolicies {
  std::string policy;
  std::string cps;
};

struct OtherName {
  std::string oid;
  std::string text;
  der::Tag as = der::utf8_tag;
};

using GeneralName = std::variant<Name, OtherName>;

// The value of subjectAltName and of issuerAltName.
struct AlternativeNames {
  std::vector<GeneralName> names;
};

// One distribution point whose fullName is a directoryName.
struct CrlDistributionPoint {
  Name directory_name;
};

// OCSP only.
struct AuthorityInfoAccess {
  std::string ocsp;
};

struct AuthorityKeyIdentifier {
  std::optional<Bytes> key_identifier;
  std::optional<Name> issuer;
  std::optional<std::uint64_t> serial;
};

struct SubjectKeyIdentifier {
  Bytes key_identifier;
};

struct BasicConstraints {
  bool is_ca = false;
};

// Contents for which there is no type here: a deviation's own DER.
struct RawContents {
  Bytes der;
};

using ExtensionContents = std::variant<KeyUsage, ExtendedKeyUsage, CertificatePolicies, AlternativeNames,
                                       CrlDistributionPoint, AuthorityInfoAccess, AuthorityKeyIdentifier,
                                       SubjectKeyIdentifier, BasicConstraints, RawContents>;

struct Extension {
  std::string oid;
  bool critical = false;
  ExtensionContents contents;
};

// "keyUsage" → "2.5.29.15"; nothing for a name not known here.
std::optional<std::string> extension_oid(std::string_view name);
std::vector<std::string> extension_names();
std::vector<std::string> key_usage_bits();
// "clientAuth" → its OID.
std::optional<std::string> purpose_oid(std::string_view name);
std::vector<std::string> purpose_names();

// The extnValue's contents, without the OCTET STRING around them.
Bytes encode_contents(const ExtensionContents& contents);

// Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
Bytes encode(const Extension& extension);

}  // namespace tameshi::jlis::ca
