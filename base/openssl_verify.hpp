// Whether a signature is that of a certificate's key.
#pragma once

#include <string_view>

#include "base/bytes.hpp"

namespace tameshi::openssl {

// `algorithm` is the signature's OID: RSA (PKCS#1 v1.5) or ECDSA with SHA-256, SHA-384 or SHA-512. Anything
// else, a certificate that is none, and a wrong signature give false. Says nothing about trust or time.
bool verifies(ByteView certificate, std::string_view algorithm, ByteView message, ByteView signature);

// RSASSA-PKCS1-v1_5 with SHA-256 over a digest that is there already.
bool verifies_sha256_digest(ByteView certificate, ByteView digest, ByteView signature);

}  // namespace tameshi::openssl
