#include "base/openssl.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/decoder.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "base/der_reader.hpp"
#include "base/pem.hpp"

namespace tameshi::openssl {
namespace {

[[noreturn]] void fail(std::string_view doing) {
  throw Trouble(fmt::format("OpenSSL could not {}: {}", doing, last_error()), "", "");
}

Bytes digest(const EVP_MD* method, ByteView data) {
  Bytes out(static_cast<std::size_t>(EVP_MD_get_size(method)));
  if (EVP_Digest(data.data(), data.size(), out.data(), nullptr, method, nullptr) != 1) fail("hash");
  return out;
}

Bytes encode_public(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int length = i2d_PUBKEY(key, &der);
  if (length <= 0) fail("encode a public key");
  Bytes out(der, der + length);
  OPENSSL_free(der);
  return out;
}

// What the BIT STRING of a SubjectPublicKeyInfo holds. OpenSSL would make a key of it on the way.
Bytes bits_of(const Bytes& public_key_info) {
  der::Reader whole(public_key_info);
  der::Reader fields(value_or_trouble(whole.next("the public key")));
  value_or_trouble(fields.next("its algorithm"));
  const auto bits = value_or_trouble(der::octets_of_bits_in(value_or_trouble(fields.next("its bits"))));
  return {bits.begin(), bits.end()};
}

// The keys of the pool: PKCS #8 without a passphrase. Told what it holds, OpenSSL decodes one in a third of
// the time that it needs to find that out. Null: it is something else.
EVP_PKEY* decode_plain_rsa(std::string_view pem) {
  if (!pem.starts_with("-----BEGIN PRIVATE KEY-----")) return nullptr;
  const auto der = from_pem_or_der(bytes_of(pem));
  EVP_PKEY* key = nullptr;
  auto* context =
      OSSL_DECODER_CTX_new_for_pkey(&key, "DER", "PrivateKeyInfo", "RSA", EVP_PKEY_KEYPAIR, nullptr, nullptr);
  const auto* at = der.data();
  auto left = der.size();
  if (OSSL_DECODER_from_data(context, &at, &left) != 1) ERR_clear_error();
  OSSL_DECODER_CTX_free(context);
  return key;
}

}  // namespace

std::string version() {
  return OpenSSL_version(OPENSSL_VERSION_STRING);
}

std::string last_error() {
  std::string out;
  while (const auto code = ERR_get_error()) {
    char text[256];
    ERR_error_string_n(code, text, sizeof text);
    if (!out.empty()) out += ", ";
    out += text;
  }
  return out.empty() ? "no reason given" : out;
}

Bytes sha1(ByteView data) {
  return digest(EVP_sha1(), data);
}
Bytes sha256(ByteView data) {
  return digest(EVP_sha256(), data);
}
Bytes sha384(ByteView data) {
  return digest(EVP_sha384(), data);
}
Bytes sha512(ByteView data) {
  return digest(EVP_sha512(), data);
}
Bytes md5(ByteView data) {
  return digest(EVP_md5(), data);
}

PrivateKey::PrivateKey(Handle<EVP_PKEY> key)
    : key_(key.release(), Deleter{}),
      public_key_info_(encode_public(key_.get())),
      public_key_bits_(bits_of(public_key_info_)) {}

PrivateKey PrivateKey::generate_rsa(unsigned bits) {
  Handle<EVP_PKEY> key(EVP_RSA_gen(bits));
  if (!key) fail("generate an RSA key");
  return PrivateKey(std::move(key));
}

PrivateKey PrivateKey::generate_p384() {
  Handle<EVP_PKEY> key(EVP_EC_gen("P-384"));
  if (!key) fail("generate an EC key");
  return PrivateKey(std::move(key));
}

Result<PrivateKey> PrivateKey::from_pem(std::string_view pem, std::string_view where) {
  if (Handle<EVP_PKEY> key(decode_plain_rsa(pem)); key) return PrivateKey(std::move(key));
  const Handle<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  // Without a callback OpenSSL would ask the terminal for the passphrase of an encrypted key.
  const auto no_passphrase = [](char*, int, int, void*) { return -1; };
  Handle<EVP_PKEY> key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr));
  if (!key) return failure("this is not a private key: " + last_error(), std::string(where));
  return PrivateKey(std::move(key));
}

std::string PrivateKey::to_pem() const {
  const Handle<BIO> bio(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_PKCS8PrivateKey(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    fail("write a private key");
  }
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(length)};
}

std::size_t PrivateKey::signature_size() const {
  return static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()));
}

Bytes PrivateKey::sign_pkcs1_raw(ByteView data) const {
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(key_.get(), nullptr));
  Bytes out(signature_size());
  std::size_t length = out.size();
  if (!context || EVP_PKEY_sign_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1 ||
      EVP_PKEY_sign(context.get(), out.data(), &length, data.data(), data.size()) != 1) {
    fail("sign");
  }
  out.resize(length);
  return out;
}

Bytes PrivateKey::sign_sha256(ByteView message) const {
  const Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  Bytes out(signature_size());
  std::size_t length = out.size();
  if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) != 1 ||
      EVP_DigestSign(context.get(), out.data(), &length, message.data(), message.size()) != 1) {
    fail("sign");
  }
  out.resize(length);
  return out;
}

}  // namespace tameshi::openssl
