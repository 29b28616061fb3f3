#include <fmt/format.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>

#include "base/openssl.hpp"
#include "fake-jlis/ca/opinion.hpp"

namespace tameshi::jlis::ca::testing {
namespace {

using openssl::Handle;

std::string_view string_type(int type) {
  switch (type) {
    case V_ASN1_PRINTABLESTRING:
      return "PrintableString";
    case V_ASN1_UTF8STRING:
      return "UTF8String";
    case V_ASN1_UTCTIME:
      return "UTCTime";
    case V_ASN1_GENERALIZEDTIME:
      return "GeneralizedTime";
    default:
      return "another type";
  }
}

std::string text_of_string(const ASN1_STRING* string) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
          static_cast<std::size_t>(ASN1_STRING_length(string))};
}

std::string hex_of_string(const ASN1_STRING* string) {
  return hex(bytes_of(text_of_string(string)));
}

std::string typed(const ASN1_STRING* string) {
  return fmt::format("{} {}", string_type(ASN1_STRING_type(string)), text_of_string(string));
}

std::string oid_text(const ASN1_OBJECT* object) {
  std::array<char, 80> out{};
  OBJ_obj2txt(out.data(), static_cast<int>(out.size()), object, 1);
  return out.data();
}

// "C=PrintableString JP / O=UTF8String FAKE-JPKI"; a plus sign would join attributes of one RDN.
std::string name_text(const X509_NAME* name) {
  std::string out;
  int last_set = -1;
  for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
    const auto* entry = X509_NAME_get_entry(name, i);
    const int set = X509_NAME_ENTRY_set(entry);
    if (i > 0) out += set == last_set ? " + " : " / ";
    last_set = set;
    out += fmt::format("{}={}", OBJ_nid2sn(OBJ_obj2nid(X509_NAME_ENTRY_get_object(entry))),
                       typed(X509_NAME_ENTRY_get_data(entry)));
  }
  return out;
}

std::string general_name_text(const GENERAL_NAME* name) {
  if (name->type == GEN_DIRNAME) return name_text(name->d.directoryName);
  if (name->type != GEN_OTHERNAME) return "another form";
  const auto* value = name->d.otherName->value;
  return fmt::format("{} {}", oid_text(name->d.otherName->type_id), typed(value->value.asn1_string));
}

std::string general_names_text(const GENERAL_NAMES* names) {
  std::string out;
  for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
    if (i > 0) out += " | ";
    out += general_name_text(sk_GENERAL_NAME_value(names, i));
  }
  return out;
}

const X509_EXTENSION* extension(const X509* certificate, const std::string& name) {
  const int nid = OBJ_sn2nid(name.c_str());
  const int at = nid == NID_undef ? -1 : X509_get_ext_by_NID(certificate, nid, -1);
  return at < 0 ? nullptr : X509_get_ext(certificate, at);
}

std::string extension_text(const X509* certificate, const std::string& name) {
  const auto* found = extension(certificate, name);
  if (found == nullptr) return "absent";
  const auto* critical = X509_EXTENSION_get_critical(found) != 0 ? "critical " : "";
  return critical + hex_of_string(X509_EXTENSION_get_data(const_cast<X509_EXTENSION*>(found)));
}

std::string extension_order(const X509* certificate) {
  std::string out;
  for (int i = 0; i < X509_get_ext_count(certificate); ++i) {
    auto* found = X509_get_ext(certificate, i);
    if (i > 0) out += ", ";
    out += OBJ_nid2sn(OBJ_obj2nid(X509_EXTENSION_get_object(found)));
    if (X509_EXTENSION_get_critical(found) != 0) out += " critical";
  }
  return out;
}

std::string names_in(const X509* certificate, const std::string& name) {
  const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, OBJ_sn2nid(name.c_str()), nullptr, nullptr)),
      GENERAL_NAMES_free);
  return names ? general_names_text(names.get()) : "absent";
}

std::string crl_point(const X509* certificate) {
  const std::unique_ptr<CRL_DIST_POINTS, decltype(&CRL_DIST_POINTS_free)> points(
      static_cast<CRL_DIST_POINTS*>(
          X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr)),
      CRL_DIST_POINTS_free);
  if (!points || sk_DIST_POINT_num(points.get()) != 1) return "not one point";
  const auto* point = sk_DIST_POINT_value(points.get(), 0);
  if (point->reasons != nullptr || point->CRLissuer != nullptr || point->distpoint->type != 0)
    return "more than a full name";
  return general_names_text(point->distpoint->name.fullname);
}

std::string authority_key(const X509* certificate) {
  const std::unique_ptr<AUTHORITY_KEYID, decltype(&AUTHORITY_KEYID_free)> authority(
      static_cast<AUTHORITY_KEYID*>(
          X509_get_ext_d2i(certificate, NID_authority_key_identifier, nullptr, nullptr)),
      AUTHORITY_KEYID_free);
  if (!authority) return "absent";
  std::string out;
  if (authority->keyid != nullptr) out += fmt::format("key {} bytes", ASN1_STRING_length(authority->keyid));
  if (authority->issuer != nullptr) out += " | " + general_names_text(authority->issuer);
  if (authority->serial != nullptr) out += " | serial " + hex_of_string(authority->serial);
  return out;
}

// Method 1: SHA-1 of the key's bits as OpenSSL computes it for itself.
std::string subject_key(const X509* certificate) {
  Bytes expected(EVP_MAX_MD_SIZE);
  unsigned length = 0;
  X509_pubkey_digest(certificate, EVP_sha1(), expected.data(), &length);
  expected.resize(length);
  const auto* given = X509_get0_subject_key_id(const_cast<X509*>(certificate));
  if (given == nullptr) return "absent";
  return hex_of_string(given) == hex(expected) ? "SHA-1 of the public key" : "something else";
}

std::string public_key(const X509* certificate) {
  auto* key = X509_get0_pubkey(certificate);
  BIGNUM* exponent = nullptr;
  EVP_PKEY_get_bn_param(key, "e", &exponent);
  const auto e = exponent == nullptr ? 0 : BN_get_word(exponent);
  BN_free(exponent);
  return fmt::format("{} {} e={}", EVP_PKEY_get0_type_name(key), EVP_PKEY_get_bits(key), e);
}

std::string algorithm(const X509* certificate) {
  const auto* outer = X509_get0_tbs_sigalg(certificate);
  const ASN1_BIT_STRING* signature = nullptr;
  const X509_ALGOR* inner = nullptr;
  X509_get0_signature(&signature, &inner, certificate);
  const ASN1_OBJECT* object = nullptr;
  int parameters = 0;
  X509_ALGOR_get0(&object, &parameters, nullptr, outer);
  return fmt::format("{} parameters {}{}", OBJ_nid2ln(OBJ_obj2nid(object)),
                     parameters == V_ASN1_NULL ? "NULL" : "other",
                     X509_ALGOR_cmp(outer, inner) == 0 ? "" : ", not the same twice");
}

std::string re_encoded(X509* certificate, ByteView original) {
  i2d_re_X509_tbs(certificate, nullptr);  // forgets the bytes it was read from
  unsigned char* der = nullptr;
  const int length = i2d_X509(certificate, &der);
  const Bytes again(der, der + (length < 0 ? 0 : length));
  OPENSSL_free(der);
  return again == Bytes(original.begin(), original.end()) ? "the same bytes" : "other bytes";
}

using Question = std::function<std::string(const X509*)>;

const std::map<std::string, Question>& questions() {
  static const std::map<std::string, Question> all{
      {"version", [](const X509* c) { return std::to_string(X509_get_version(c) + 1); }},
      {"serial", [](const X509* c) { return hex_of_string(X509_get0_serialNumber(c)); }},
      {"signature-algorithm", algorithm},
      {"issuer", [](const X509* c) { return name_text(X509_get_issuer_name(c)); }},
      {"subject", [](const X509* c) { return name_text(X509_get_subject_name(c)); }},
      {"not-before", [](const X509* c) { return typed(X509_get0_notBefore(c)); }},
      {"not-after", [](const X509* c) { return typed(X509_get0_notAfter(c)); }},
      {"public-key", public_key},
      {"extensions", extension_order},
      {"crl-point", crl_point},
      {"authority-key", authority_key},
      {"subject-key", subject_key},
  };
  return all;
}

}  // namespace

std::string opinion(ByteView certificate, const std::string& field) {
  const auto* at = certificate.data();
  const Handle<X509> parsed(d2i_X509(nullptr, &at, static_cast<long>(certificate.size())));
  if (!parsed || at != certificate.data() + certificate.size())
    throw std::runtime_error("this is no certificate");
  if (field == "size") return std::to_string(certificate.size());
  if (field == "re-encoded") return re_encoded(parsed.get(), certificate);
  if (field.starts_with("extension ")) return extension_text(parsed.get(), field.substr(10));
  if (field.starts_with("names ")) return names_in(parsed.get(), field.substr(6));
  const auto question = questions().find(field);
  if (question == questions().end()) throw std::runtime_error("no field is called \"" + field + "\"");
  return question->second(parsed.get());
}

}  // namespace tameshi::jlis::ca::testing
