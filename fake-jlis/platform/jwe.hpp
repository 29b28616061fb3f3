// Certificates that come encrypted to the operator: JWE (RFC 7516) in compact form, by the José library.
#pragma once

#include <string>
#include <string_view>

#include "base/openssl.hpp"

namespace tameshi::jlis::platform {

class JweKey {
 public:
  // RSA.
  explicit JweKey(openssl::PrivateKey key) : key_(std::move(key)) {}

  // A JWK set with the public key alone (RFC 7517 §5).
  [[nodiscard]] std::string public_set() const;

  // RSA-OAEP-256 with A128CBC-HS256 or A256GCM, with or without zip; anything else is refused before a key is
  // touched.
  [[nodiscard]] Result<Bytes> decrypt(std::string_view compact) const;

 private:
  openssl::PrivateKey key_;
};

}  // namespace tameshi::jlis::platform
