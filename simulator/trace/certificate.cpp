#include "simulator/trace/certificate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "base/openssl.hpp"
#include "simulator/trace/show.hpp"
#include "simulator/trace/tlv.hpp"

namespace tameshi::trace {
namespace {

using openssl::Handle;

std::string text_in(BIO* bio) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(length)};
}

// RFC 2253 order and escapes (of control characters too), UTF-8 left as it is.
std::string name_in_words(const X509_NAME* name) {
  const Handle<BIO> bio(BIO_new(BIO_s_mem()));
  constexpr unsigned long flags = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
  if (X509_NAME_print_ex(bio.get(), name, 0, flags) < 0) return "(unreadable)";
  return text_in(bio.get());
}

std::string time_in_words(const ASN1_TIME* time) {
  std::tm civil{};
  if (ASN1_TIME_to_tm(time, &civil) != 1) return "(unreadable)";
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", civil.tm_year + 1900, civil.tm_mon + 1,
                     civil.tm_mday, civil.tm_hour, civil.tm_min, civil.tm_sec);
}

std::string oid_in_words(ByteView contents) {
  Bytes whole{0x06, static_cast<std::uint8_t>(contents.size())};
  append(whole, contents);
  const auto* at = whole.data();
  ASN1_OBJECT* object = d2i_ASN1_OBJECT(nullptr, &at, static_cast<long>(whole.size()));
  if (object == nullptr) return shown_hex(contents, {});
  char text[256];
  const int length = OBJ_obj2txt(text, sizeof text, object, 1);
  ASN1_OBJECT_free(object);
  return length > 0 ? text : shown_hex(contents, {});
}

// CertificatePolicies ::= SEQUENCE OF PolicyInformation { policyIdentifier OID, … } (RFC 5280 §4.2.1.4)
std::vector<std::string> policies_of(const X509* certificate) {
  std::vector<std::string> out;
  const int at = X509_get_ext_by_NID(certificate, NID_certificate_policies, -1);
  if (at < 0) return out;
  const auto* octets = X509_EXTENSION_get_data(X509_get_ext(certificate, at));
  const ByteView value(ASN1_STRING_get0_data(octets), static_cast<std::size_t>(ASN1_STRING_length(octets)));
  const auto tlvs = read_tlvs(value);
  if (!tlvs || tlvs->empty()) return out;
  for (const auto& policy : tlvs->front().inside) {
    if (policy.inside.empty() || policy.inside.front().header.tag != 0x06) continue;
    if (policy.inside.front().value.size() < 0x80) out.push_back(oid_in_words(policy.inside.front().value));
  }
  return out;
}

std::string key_in_words(X509* certificate) {
  const auto* key = X509_get0_pubkey(certificate);
  if (key == nullptr) return "(unreadable)";
  const auto* name = EVP_PKEY_get0_type_name(key);
  return fmt::format("{}, {} bits", name == nullptr ? "unknown" : name, EVP_PKEY_get_bits(key));
}

}  // namespace

std::vector<Node> certificate_summary(ByteView der) {
  const auto* at = der.data();
  const Handle<X509> certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!certificate) {
    openssl::last_error();  // nothing of the attempt stays in OpenSSL's queue
    return {};
  }
  const auto* serial = X509_get0_serialNumber(certificate.get());
  const ByteView digits(ASN1_STRING_get0_data(serial), static_cast<std::size_t>(ASN1_STRING_length(serial)));
  std::vector<Node> out{
      {"subject", name_in_words(X509_get_subject_name(certificate.get())), {}},
      {"issuer", name_in_words(X509_get_issuer_name(certificate.get())), {}},
      {"serial", hex(digits.first(std::min<std::size_t>(digits.size(), 64))), {}},
      {"valid from", time_in_words(X509_get0_notBefore(certificate.get())), {}},
      {"valid until", time_in_words(X509_get0_notAfter(certificate.get())), {}},
      {"key", key_in_words(certificate.get()), {}},
  };
  for (auto& policy : policies_of(certificate.get())) out.push_back({"policy", std::move(policy), {}});
  openssl::last_error();
  return out;
}

}  // namespace tameshi::trace
