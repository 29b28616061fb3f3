#include "base/openssl_verify.hpp"

#include <openssl/err.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>

#include "base/openssl.hpp"

namespace tameshi::openssl {
namespace {

struct Row {
  std::string_view oid;
  int key;
  const EVP_MD* (*digest)();
};
constexpr std::array rows{
    Row{"1.2.840.113549.1.1.11", EVP_PKEY_RSA, EVP_sha256},
    Row{"1.2.840.113549.1.1.12", EVP_PKEY_RSA, EVP_sha384},
    Row{"1.2.840.113549.1.1.13", EVP_PKEY_RSA, EVP_sha512},
    Row{"1.2.840.10045.4.3.2", EVP_PKEY_EC, EVP_sha256},
    Row{"1.2.840.10045.4.3.3", EVP_PKEY_EC, EVP_sha384},
    Row{"1.2.840.10045.4.3.4", EVP_PKEY_EC, EVP_sha512},
};

Handle<X509> certificate_in(ByteView der) {
  const auto* at = der.data();
  Handle<X509> out(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (out && at != der.data() + der.size()) out.reset();
  return out;
}

bool verified(EVP_PKEY* key, const EVP_MD* digest, ByteView message, ByteView signature) {
  const Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  return context && EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                          message.size()) == 1;
}

}  // namespace

bool verifies_sha256_digest(ByteView certificate, ByteView digest, ByteView signature) {
  const auto parsed = certificate_in(certificate);
  EVP_PKEY* key = parsed ? X509_get0_pubkey(parsed.get()) : nullptr;
  if (key == nullptr || EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA) return false;
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(key, nullptr));
  const bool out =
      context && EVP_PKEY_verify_init(context.get()) == 1 &&
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1 &&
      EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) == 1 &&
      EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest.data(), digest.size()) == 1;
  ERR_clear_error();
  return out;
}

bool verifies(ByteView certificate, std::string_view algorithm, ByteView message, ByteView signature) {
  const auto* row =
      std::find_if(rows.begin(), rows.end(), [&](const Row& one) { return one.oid == algorithm; });
  if (row == rows.end()) return false;
  const auto parsed = certificate_in(certificate);
  EVP_PKEY* key = parsed ? X509_get0_pubkey(parsed.get()) : nullptr;
  const bool out = key != nullptr && EVP_PKEY_get_base_id(key) == row->key &&
                   verified(key, row->digest(), message, signature);
  ERR_clear_error();
  return out;
}

}  // namespace tameshi::openssl
