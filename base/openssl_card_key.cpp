// RSA_METHOD and EC_KEY_METHOD are deprecated in OpenSSL 3 in favour of providers, which take ten times the
// code for the same.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/openssl_card_key.hpp"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#include <algorithm>

namespace tameshi::openssl {
namespace {

template <typename T>
const SignElsewhere& sign_of(const T* data) {
  return *static_cast<const SignElsewhere*>(data);
}

// "private encrypt": the input is a DigestInfo, the padding that of PKCS#1 v1.5.
int sign_rsa(int length, const unsigned char* input, unsigned char* output, RSA* key, int padding) {
  if (padding != RSA_PKCS1_PADDING) return -1;
  const auto made = sign_of(RSA_get_ex_data(key, 0))({input, static_cast<std::size_t>(length)});
  if (!made || made->size() != static_cast<std::size_t>(RSA_size(key))) {
    ERR_raise(ERR_LIB_RSA, ERR_R_INTERNAL_ERROR);
    return -1;
  }
  std::copy(made->begin(), made->end(), output);
  return static_cast<int>(made->size());
}

ECDSA_SIG* sign_ec(const unsigned char* digest, int length, const BIGNUM*, const BIGNUM*, EC_KEY* key) {
  const auto made = sign_of(EC_KEY_get_ex_data(key, 0))({digest, static_cast<std::size_t>(length)});
  if (!made) {
    ERR_raise(ERR_LIB_EC, ERR_R_INTERNAL_ERROR);
    return nullptr;
  }
  const auto* at = made->data();
  return d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(made->size()));
}

int sign_ec_whole(int, const unsigned char* digest, int length, unsigned char* output, unsigned int* size,
                  const BIGNUM*, const BIGNUM*, EC_KEY* key) {
  const auto made = sign_of(EC_KEY_get_ex_data(key, 0))({digest, static_cast<std::size_t>(length)});
  if (!made || made->size() > static_cast<std::size_t>(ECDSA_size(key))) {
    ERR_raise(ERR_LIB_EC, ERR_R_INTERNAL_ERROR);
    return 0;
  }
  std::copy(made->begin(), made->end(), output);
  *size = static_cast<unsigned int>(made->size());
  return 1;
}

// Methods live as long as the program: keys refer to them.
const RSA_METHOD* rsa_method() {
  static RSA_METHOD* const method = [] {
    auto* out = RSA_meth_dup(RSA_PKCS1_OpenSSL());
    RSA_meth_set1_name(out, "a card");
    RSA_meth_set_priv_enc(out, sign_rsa);
    return out;
  }();
  return method;
}

const EC_KEY_METHOD* ec_method() {
  static EC_KEY_METHOD* const method = [] {
    auto* out = EC_KEY_METHOD_new(EC_KEY_OpenSSL());
    EC_KEY_METHOD_set_sign(out, sign_ec_whole, nullptr, sign_ec);
    return out;
  }();
  return method;
}

void* as_data(const SignElsewhere& sign) {
  return const_cast<SignElsewhere*>(&sign);  // NOLINT: OpenSSL's way of keeping a pointer; it is only read
}

}  // namespace

Handle<EVP_PKEY> key_elsewhere(X509* certificate, const SignElsewhere& sign) {
  Handle<EVP_PKEY> out(EVP_PKEY_new());
  const auto* known = X509_get0_pubkey(certificate);
  if (!out || known == nullptr) return nullptr;
  if (EVP_PKEY_get_base_id(known) == EVP_PKEY_RSA) {
    auto* rsa = RSAPublicKey_dup(EVP_PKEY_get0_RSA(known));
    RSA_set_method(rsa, rsa_method());
    RSA_set_ex_data(rsa, 0, as_data(sign));
    EVP_PKEY_assign_RSA(out.get(), rsa);
    return out;
  }
  if (EVP_PKEY_get_base_id(known) != EVP_PKEY_EC) return nullptr;
  auto* ec = EC_KEY_dup(EVP_PKEY_get0_EC_KEY(known));
  EC_KEY_set_method(ec, ec_method());
  EC_KEY_set_ex_data(ec, 0, as_data(sign));
  EVP_PKEY_assign_EC_KEY(out.get(), ec);
  return out;
}

}  // namespace tameshi::openssl
