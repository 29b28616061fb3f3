#include "base/openssl_certificate.hpp"

#include <openssl/err.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "base/der.hpp"
#include "base/der_reader.hpp"
#include "base/openssl.hpp"

namespace tameshi::openssl {
namespace {

// Moves `der` behind it.
Handle<X509> certificate_in(ByteView& der) {
  const auto* at = der.data();
  Handle<X509> out(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (out) der = der.subspan(static_cast<std::size_t>(at - der.data()));
  return out;
}

template <typename Value>
Bytes encoded(const Value* value, int (*encode)(const Value*, unsigned char**)) {
  unsigned char* der = nullptr;
  const int length = encode(value, &der);
  if (length <= 0) return {};
  Bytes out(der, der + length);
  OPENSSL_free(der);
  return out;
}

Bytes contents_of(const Bytes& element) {
  der::Reader reader(element);
  const auto read = reader.next("a number");
  return read ? Bytes(read->contents.begin(), read->contents.end()) : Bytes();
}

std::string in_words(const X509_NAME* name) {
  const Handle<BIO> bio(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(length)};
}

KeyKind kind_of(const EVP_PKEY* key) {
  if (key == nullptr) return KeyKind::other;
  const int id = EVP_PKEY_get_base_id(key);
  return id == EVP_PKEY_RSA ? KeyKind::rsa : id == EVP_PKEY_EC ? KeyKind::ec : KeyKind::other;
}

}  // namespace

std::optional<CertificateIdentity> identity_of(ByteView certificate) {
  auto rest = certificate;
  const auto read = certificate_in(rest);
  std::optional<CertificateIdentity> out;
  if (read) {
    out.emplace();
    out->size = certificate.size() - rest.size();
    out->issuer = encoded<X509_NAME>(X509_get_issuer_name(read.get()), i2d_X509_NAME);
    out->serial = contents_of(encoded<ASN1_INTEGER>(X509_get0_serialNumber(read.get()), i2d_ASN1_INTEGER));
    out->subject = in_words(X509_get_subject_name(read.get()));
    out->key = kind_of(X509_get0_pubkey(read.get()));
    if (const auto* id = X509_get0_subject_key_id(read.get()); id != nullptr) {
      const auto* data = ASN1_STRING_get0_data(id);
      out->subject_key_identifier = Bytes(data, data + ASN1_STRING_length(id));
    }
  }
  ERR_clear_error();
  return out;
}

std::optional<Bytes> block_in_signature(ByteView certificate, ByteView signature) {
  const auto read = certificate_in(certificate);
  EVP_PKEY* key = read ? X509_get0_pubkey(read.get()) : nullptr;
  std::optional<Bytes> out;
  if (kind_of(key) == KeyKind::rsa && signature.size() == static_cast<std::size_t>(EVP_PKEY_get_size(key))) {
    const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(key, nullptr));
    Bytes block(signature.size());
    std::size_t length = block.size();
    if (context && EVP_PKEY_verify_recover_init(context.get()) == 1 &&
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) == 1 &&
        EVP_PKEY_verify_recover(context.get(), block.data(), &length, signature.data(), signature.size()) ==
            1 &&
        length == block.size()) {
      out = std::move(block);
    }
  }
  ERR_clear_error();
  return out;
}

}  // namespace tameshi::openssl
