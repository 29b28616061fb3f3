// RSAES-OAEP from the terminal's side (RFC 8017 §7.1.1), by OpenSSL's own calls and the public half alone.
#pragma once

#include <openssl/rsa.h>

#include <stdexcept>

#include "base/openssl.hpp"

namespace tameshi::testing {

inline Bytes oaep_sha256(const openssl::PrivateKey& whose, ByteView message) {
  const openssl::Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(whose.get(), nullptr));
  Bytes out(whose.signature_size());
  std::size_t length = out.size();
  if (EVP_PKEY_encrypt_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) != 1 ||
      EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()) != 1 ||
      EVP_PKEY_encrypt(context.get(), out.data(), &length, message.data(), message.size()) != 1)
    throw std::runtime_error("cannot encrypt: " + openssl::last_error());
  return out;
}

}  // namespace tameshi::testing
