#include "base/openssl_printed.hpp"

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/x509v3.h>

#include "base/openssl.hpp"

namespace tameshi::openssl {
namespace {

constexpr unsigned long names = XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB;
// OpenSSL prints what it does not know as a dump of its ASN.1.
constexpr unsigned long left_out = X509_FLAG_NO_PUBKEY | X509_FLAG_NO_SIGDUMP;

std::string text_in(BIO* bio) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio, &data);
  return length > 0 ? std::string(data, static_cast<std::size_t>(length)) : std::string();
}

// OpenSSL writes the names within an extension with "\\xE5" for each byte beyond ASCII; the bytes are meant.
std::string with_bytes(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = text.substr(i).starts_with("\\x") ? from_hex(text.substr(i + 2, 2)) : std::nullopt;
    const bool is_byte = byte && byte->size() == 1;
    out += is_byte ? static_cast<char>(byte->front()) : text[i];
    if (is_byte) i += 3;
  }
  return out;
}

template <typename Value>
using Read = Value* (*)(Value**, const unsigned char**, long);

// Printed by `print`, when all of the bytes are one of those.
template <typename Value, typename Free, typename Print>
std::optional<std::string> as(ByteView der, Read<Value> read, Free free, Print print) {
  const auto* at = der.data();
  const std::unique_ptr<Value, Free> value(read(nullptr, &at, static_cast<long>(der.size())), free);
  std::optional<std::string> out;
  if (value && at == der.data() + der.size()) {
    const Handle<BIO> bio(BIO_new(BIO_s_mem()));
    if (print(bio.get(), value.get()) == 1) out = with_bytes(text_in(bio.get()));
  }
  ERR_clear_error();
  return out;
}

std::optional<std::string> certificate(ByteView der) {
  return as<X509>(der, d2i_X509, X509_free,
                  [](BIO* bio, X509* one) { return X509_print_ex(bio, one, names, left_out); });
}

std::optional<std::string> revocation_list(ByteView der) {
  return as<X509_CRL>(der, d2i_X509_CRL, X509_CRL_free,
                      [](BIO* bio, X509_CRL* one) { return X509_CRL_print_ex(bio, one, names); });
}

std::optional<std::string> response(ByteView der) {
  return as<OCSP_RESPONSE>(der, d2i_OCSP_RESPONSE, OCSP_RESPONSE_free,
                           [](BIO* bio, OCSP_RESPONSE* one) { return OCSP_RESPONSE_print(bio, one, 0); });
}

std::optional<std::string> request(ByteView der) {
  return as<OCSP_REQUEST>(der, d2i_OCSP_REQUEST, OCSP_REQUEST_free,
                          [](BIO* bio, OCSP_REQUEST* one) { return OCSP_REQUEST_print(bio, one, 0); });
}

}  // namespace

std::optional<Printed> printed(ByteView der) {
  // 30 opens a SEQUENCE (X.690 §8.9.1), which all of them are.
  if (der.empty() || der.front() != 0x30) return std::nullopt;
  if (auto text = certificate(der)) return Printed{"certificate", "CERTIFICATE", *std::move(text)};
  if (auto text = revocation_list(der)) return Printed{"revocation list", "X509 CRL", *std::move(text)};
  if (auto text = response(der)) return Printed{"OCSP response", "OCSP RESPONSE", *std::move(text)};
  if (auto text = request(der)) return Printed{"OCSP request", "OCSP REQUEST", *std::move(text)};
  return std::nullopt;
}

}  // namespace tameshi::openssl
