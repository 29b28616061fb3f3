#include "base/openssl_weak.hpp"

#include <fmt/format.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace tameshi::openssl {
namespace {

[[noreturn]] void fail(std::string_view doing) {
  throw Trouble(fmt::format("OpenSSL could not {}: {}", doing, last_error()), "", "");
}

Handle<EVP_PKEY> generated(unsigned bits, unsigned exponent) {
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nullptr));
  BIGNUM* e = BN_new();
  EVP_PKEY* key = nullptr;
  const bool made =
      context && e != nullptr && BN_set_word(e, exponent) == 1 && EVP_PKEY_keygen_init(context.get()) == 1 &&
      EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), static_cast<int>(bits)) == 1 &&
      EVP_PKEY_CTX_set1_rsa_keygen_pubexp(context.get(), e) == 1 && EVP_PKEY_keygen(context.get(), &key) == 1;
  BN_free(e);
  if (!made) fail("generate an RSA key");
  return Handle<EVP_PKEY>(key);
}

}  // namespace

PrivateKey generate_rsa(unsigned bits, unsigned exponent) {
  const auto key = generated(bits, exponent);
  const Handle<BIO> bio(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    fail("write a private key");
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &data);
  return value_or_trouble(PrivateKey::from_pem({data, static_cast<std::size_t>(length)}, ""));
}

}  // namespace tameshi::openssl
