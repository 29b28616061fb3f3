// OpenSSL behind owned handles. Its error queue is drained into the Problem; nothing of it outlives a call.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tameshi::openssl {

struct Deleter {
  void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
  void operator()(EVP_PKEY_CTX* p) const { EVP_PKEY_CTX_free(p); }
  void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
  void operator()(EVP_CIPHER_CTX* p) const { EVP_CIPHER_CTX_free(p); }
  void operator()(X509* p) const { X509_free(p); }
  void operator()(BIO* p) const { BIO_free_all(p); }
};

template <typename T>
using Handle = std::unique_ptr<T, Deleter>;

// "3.0.22": the library in use.
std::string version();

// What OpenSSL has to say about its last failure; empties the queue.
std::string last_error();

Bytes sha1(ByteView data);
Bytes sha256(ByteView data);
Bytes sha384(ByteView data);
Bytes sha512(ByteView data);
// Broken; for what must be refused.
Bytes md5(ByteView data);

// AES-128 in CBC mode (NIST SP 800-38A §6.2) over whole blocks, no padding added or taken. Key and `iv` have
// 16 bytes, the data a multiple of 16; anything else is Trouble.
Bytes aes128_cbc_encrypt(ByteView key, ByteView iv, ByteView data);
Bytes aes128_cbc_decrypt(ByteView key, ByteView iv, ByteView data);

// An RSA or EC key pair. Copies share the key; signing is safe from several threads.
class PrivateKey {
 public:
  PrivateKey() = default;

  static PrivateKey generate_rsa(unsigned bits);
  static PrivateKey generate_p384();
  static Result<PrivateKey> from_pem(std::string_view pem, std::string_view where);

  // PKCS#8, not encrypted.
  [[nodiscard]] std::string to_pem() const;
  // SubjectPublicKeyInfo, DER.
  [[nodiscard]] const Bytes& public_key_info() const { return public_key_info_; }
  // The BIT STRING's contents of that structure, over which RFC 5280 §4.2.1.2 method 1 hashes.
  [[nodiscard]] const Bytes& public_key_bits() const { return public_key_bits_; }

  // PKCS#1 v1.5, block type 1, around `data` verbatim (a DigestInfo, usually). RSA only; at most size - 11
  // bytes.
  [[nodiscard]] Bytes sign_pkcs1_raw(ByteView data) const;
  // sha256WithRSAEncryption over the message.
  [[nodiscard]] Bytes sign_sha256(ByteView message) const;

  // The private operation on a block of the modulus' size that is already encoded (RFC 8017 §5.2.1). RSA
  // only.
  [[nodiscard]] Bytes sign_block(ByteView block) const;

  // RSASSA-PSS with SHA-256 and MGF1 over a 32-byte digest (RFC 8017 §8.1); the salt is the caller's, so that
  // a run can be repeated.
  [[nodiscard]] Bytes sign_pss_sha256(ByteView digest, ByteView salt) const;
  // ECDSA over a digest as it is: an ECDSA-Sig-Value, DER (RFC 5480 appendix A). EC only; the same
  // each time (RFC 6979).
  [[nodiscard]] Bytes sign_digest(ByteView digest) const;

  // RSAES-OAEP with SHA-256 and MGF1, empty label (RFC 8017 §7.1.2). Nothing when it does not decrypt.
  [[nodiscard]] std::optional<Bytes> decrypt_oaep_sha256(ByteView cryptogram) const;

  [[nodiscard]] bool is_rsa() const;
  // Whether a cryptogram, read as a number, is below the modulus (RFC 8017 §5.1.2). RSA only.
  [[nodiscard]] bool modulus_exceeds(ByteView cryptogram) const;

  // Of a signature, in bytes; the longest one for ECDSA.
  [[nodiscard]] std::size_t signature_size() const;
  [[nodiscard]] EVP_PKEY* get() const { return key_.get(); }
  explicit operator bool() const { return key_ != nullptr; }

 private:
  explicit PrivateKey(Handle<EVP_PKEY> key);

  std::shared_ptr<EVP_PKEY> key_;
  Bytes public_key_info_;
  Bytes public_key_bits_;  // kept, since taking them out costs a tenth of a signature
};

}  // namespace tameshi::openssl
