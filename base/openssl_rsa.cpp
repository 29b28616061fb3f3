// RSA beyond PKCS#1 v1.5 signatures: PSS with a given salt, and OAEP.
#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/rsa.h>

#include <algorithm>

#include "base/openssl.hpp"

namespace tameshi::openssl {
namespace {

constexpr std::size_t hash_length = 32;  // of SHA-256

[[noreturn]] void fail(std::string_view doing) {
  throw Trouble(fmt::format("OpenSSL could not {}: {}", doing, last_error()), "", "");
}

// MGF1 with SHA-256, RFC 8017 appendix B.2.1.
Bytes mask(ByteView seed, std::size_t length) {
  Bytes out;
  for (std::uint8_t counter = 0; out.size() < length; ++counter) {
    append(out, sha256(concat({seed, Bytes{0, 0, 0, counter}})));
  }
  out.resize(length);
  return out;
}

// EMSA-PSS-ENCODE, RFC 8017 §9.1.1, into as many bytes as the modulus has. The modulus' length is a multiple
// of eight bits here, so one bit of the first byte stays clear.
Bytes pss_encode(ByteView digest, ByteView salt, std::size_t length) {
  const auto h = sha256(concat({Bytes(8, 0), digest, salt}));
  Bytes block(length - hash_length - 1 - salt.size() - 1, 0);
  block.push_back(0x01);
  append(block, salt);
  const auto hidden = mask(h, block.size());
  std::transform(block.begin(), block.end(), hidden.begin(), block.begin(),
                 [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a ^ b); });
  block.front() &= 0x7F;
  append(block, h);
  block.push_back(0xBC);
  return block;
}

bool decrypts_with_oaep(EVP_PKEY_CTX* context) {
  return EVP_PKEY_decrypt_init(context) == 1 &&
         EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) == 1 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) == 1;
}

}  // namespace

bool PrivateKey::is_rsa() const {
  return EVP_PKEY_get_base_id(key_.get()) == EVP_PKEY_RSA;
}

bool PrivateKey::modulus_exceeds(ByteView cryptogram) const {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key_.get(), OSSL_PKEY_PARAM_RSA_N, &number) != 1) fail("read a modulus");
  Bytes modulus(signature_size());
  const int written = BN_bn2binpad(number, modulus.data(), static_cast<int>(modulus.size()));
  BN_free(number);
  if (written < 0) fail("read a modulus");
  return cryptogram.size() == modulus.size() &&
         std::lexicographical_compare(cryptogram.begin(), cryptogram.end(), modulus.begin(), modulus.end());
}

Bytes PrivateKey::sign_block(ByteView block) const {
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(key_.get(), nullptr));
  Bytes out(signature_size());
  std::size_t length = out.size();
  if (!context || EVP_PKEY_sign_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) != 1 ||
      EVP_PKEY_sign(context.get(), out.data(), &length, block.data(), block.size()) != 1) {
    fail("sign");
  }
  return out;
}

Bytes PrivateKey::sign_pss_sha256(ByteView digest, ByteView salt) const {
  if (digest.size() != hash_length || signature_size() < 2 * hash_length + salt.size()) {
    throw Trouble("a digest or a salt that PSS cannot take", "", "");
  }
  return sign_block(pss_encode(digest, salt, signature_size()));
}

std::optional<Bytes> PrivateKey::decrypt_oaep_sha256(ByteView cryptogram) const {
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(key_.get(), nullptr));
  Bytes out(signature_size());
  std::size_t length = out.size();
  if (!context || !decrypts_with_oaep(context.get())) fail("prepare to decrypt");
  if (EVP_PKEY_decrypt(context.get(), out.data(), &length, cryptogram.data(), cryptogram.size()) != 1) {
    last_error();  // a refusal leaves its reason behind
    return std::nullopt;
  }
  out.resize(length);
  return out;
}

}  // namespace tameshi::openssl
