// Hashing what comes in pieces, and signing a hash that is already there: for what is too long to hold.
#pragma once

#include <cstdint>

#include "base/openssl.hpp"

namespace tameshi::openssl {

enum class Hash : std::uint8_t { sha1, sha256, sha384 };

class RunningDigest {
 public:
  explicit RunningDigest(Hash hash);
  void update(ByteView more);
  // Once, at the end.
  [[nodiscard]] Bytes finish();

 private:
  Handle<EVP_MD_CTX> context_;
};

// RFC 2104 with SHA-256.
[[nodiscard]] Bytes hmac_sha256(ByteView key, ByteView message);

// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2) or ECDSA over a digest made with this hash: the same as signing the
// message.
[[nodiscard]] Bytes sign_hash(const PrivateKey& key, Hash hash, ByteView digest);

// What a key signs with where nobody wishes otherwise, as an AlgorithmIdentifier, and its signature over a
// message: sha256WithRSAEncryption (RFC 4055 §5) or, of P-384, ecdsa-with-SHA384 (RFC 5758 §3.2).
[[nodiscard]] Bytes usual_algorithm(const PrivateKey& key);
[[nodiscard]] Bytes sign_as_usual(const PrivateKey& key, ByteView message);

}  // namespace tameshi::openssl
