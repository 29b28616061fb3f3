#include "fake-jlis/ca/extension.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "base/result.hpp"

namespace tameshi::jlis::ca {
namespace {

using NamedOid = std::pair<std::string_view, std::string_view>;

constexpr std::array<NamedOid, 10> extensions{{{"keyUsage", "2.5.29.15"},
                                               {"extendedKeyUsage", "2.5.29.37"},
                                               {"certificatePolicies", "2.5.29.32"},
                                               {"subjectAltName", "2.5.29.17"},
                                               {"issuerAltName", "2.5.29.18"},
                                               {"cRLDistributionPoints", "2.5.29.31"},
                                               {"authorityKeyIdentifier", "2.5.29.35"},
                                               {"subjectKeyIdentifier", "2.5.29.14"},
                                               {"basicConstraints", "2.5.29.19"},
                                               {"authorityInfoAccess", "1.3.6.1.5.5.7.1.1"}}};

constexpr std::array<NamedOid, 5> purposes{{{"serverAuth", "1.3.6.1.5.5.7.3.1"},
                                            {"clientAuth", "1.3.6.1.5.5.7.3.2"},
                                            {"codeSigning", "1.3.6.1.5.5.7.3.3"},
                                            {"emailProtection", "1.3.6.1.5.5.7.3.4"},
                                            {"OCSPSigning", "1.3.6.1.5.5.7.3.9"}}};

constexpr std::string_view ocsp_access_method = "1.3.6.1.5.5.7.48.1";
constexpr std::string_view cps_qualifier = "1.3.6.1.5.5.7.2.1";

// By their bit numbers, RFC 5280 §4.2.1.3.
constexpr std::array<std::string_view, 9> usage_bits{"digitalSignature", "nonRepudiation", "keyEncipherment",
                                                     "dataEncipherment", "keyAgreement",   "keyCertSign",
                                                     "cRLSign",          "encipherOnly",   "decipherOnly"};

std::optional<std::string> oid_in(std::span<const NamedOid> rows, std::string_view name) {
  for (const auto& [known, oid] : rows) {
    if (known == name) return std::string(oid);
  }
  return std::nullopt;
}

std::vector<std::string> names_in(std::span<const NamedOid> rows) {
  std::vector<std::string> out;
  for (const auto& [name, oid] : rows) out.emplace_back(name);
  return out;
}

unsigned bit_number(std::string_view name) {
  const auto* bit = std::find(usage_bits.begin(), usage_bits.end(), name);
  if (bit == usage_bits.end()) throw Trouble("there is no key usage \"" + std::string(name) + "\"", "", "");
  return static_cast<unsigned>(bit - usage_bits.begin());
}

// directoryName [4] is EXPLICIT although the module's default is IMPLICIT: Name is a CHOICE (X.680 §31.2.7).
Bytes encode_general_name(const Name& name) {
  return der::context(4, encode(name));
}

// otherName [0] SEQUENCE { type-id, value [0] EXPLICIT ANY }, the tag IMPLICIT.
Bytes encode_general_name(const OtherName& name) {
  const auto value = der::context(0, der::text(name.as, name.text));
  return der::context(0, concat({der::oid(name.oid), value}));
}

// An IMPLICIT [n] over GeneralNames: its SEQUENCE tag is replaced.
Bytes encode_general_names(unsigned number, const Name& name) {
  return der::context(number, encode_general_name(name));
}

Bytes contents_of(const KeyUsage& usage) {
  std::vector<unsigned> bits;
  for (const auto& name : usage.bits) bits.push_back(bit_number(name));
  return der::named_bits(bits);
}

Bytes contents_of(const ExtendedKeyUsage& usage) {
  Bytes out;
  for (const auto& purpose : usage.purposes) append(out, der::oid(purpose));
  return der::tlv(der::sequence_tag, out);
}

// PolicyInformation ::= SEQUENCE { policyIdentifier, policyQualifiers SEQUENCE OF PolicyQualifierInfo
// OPTIONAL }
Bytes contents_of(const CertificatePolicies& policies) {
  Bytes information = der::oid(policies.policy);
  if (!policies.cps.empty()) {
    const auto qualifier = der::sequence({der::oid(cps_qualifier), der::text(der::ia5_tag, policies.cps)});
    append(information, der::sequence({qualifier}));
  }
  return der::sequence({der::tlv(der::sequence_tag, information)});
}

Bytes contents_of(const AlternativeNames& alternatives) {
  Bytes out;
  for (const auto& name : alternatives.names) {
    append(out, std::visit([](const auto& form) { return encode_general_name(form); }, name));
  }
  return der::tlv(der::sequence_tag, out);
}

// DistributionPoint ::= SEQUENCE { distributionPoint [0] DistributionPointName }; fullName [0] GeneralNames
Bytes contents_of(const CrlDistributionPoint& point) {
  const auto full_name = encode_general_names(0, point.directory_name);
  return der::sequence({der::sequence({der::context(0, full_name)})});
}

// AccessDescription ::= SEQUENCE { accessMethod, accessLocation GeneralName }; uniformResourceIdentifier [6]
// IA5String
Bytes contents_of(const AuthorityInfoAccess& access) {
  const auto location = der::context_primitive(6, bytes_of(access.ocsp));
  return der::sequence({der::sequence({der::oid(ocsp_access_method), location})});
}

// SEQUENCE { keyIdentifier [0], authorityCertIssuer [1] GeneralNames, authorityCertSerialNumber [2] }, all
// IMPLICIT
Bytes contents_of(const AuthorityKeyIdentifier& authority) {
  Bytes out;
  if (authority.key_identifier) append(out, der::context_primitive(0, *authority.key_identifier));
  if (authority.issuer) append(out, encode_general_names(1, *authority.issuer));
  if (authority.serial) {
    auto serial = der::integer(*authority.serial);
    serial.front() = 0x82;
    append(out, serial);
  }
  return der::tlv(der::sequence_tag, out);
}

Bytes contents_of(const SubjectKeyIdentifier& subject) {
  return der::octet_string(subject.key_identifier);
}

// cA BOOLEAN DEFAULT FALSE: absent when false (X.690 §11.5).
Bytes contents_of(const BasicConstraints& constraints) {
  return constraints.is_ca ? der::sequence({der::boolean(true)}) : der::sequence({});
}

Bytes contents_of(const RawContents& raw) {
  return raw.der;
}

}  // namespace

std::optional<std::string> extension_oid(std::string_view name) {
  return oid_in(extensions, name);
}
std::vector<std::string> extension_names() {
  return names_in(extensions);
}
std::vector<std::string> key_usage_bits() {
  return {usage_bits.begin(), usage_bits.end()};
}
std::optional<std::string> purpose_oid(std::string_view name) {
  return oid_in(purposes, name);
}
std::vector<std::string> purpose_names() {
  return names_in(purposes);
}

Bytes encode_contents(const ExtensionContents& contents) {
  return std::visit([](const auto& form) { return contents_of(form); }, contents);
}

Bytes encode(const Extension& extension) {
  const auto critical = extension.critical ? der::boolean(true) : Bytes{};
  return der::sequence(
      {der::oid(extension.oid), critical, der::octet_string(encode_contents(extension.contents))});
}

}  // namespace tameshi::jlis::ca
