// What no honest certificate needs: weak keys and the bare RSA operation, for what must be
// refused.
#pragma once

#include "base/openssl.hpp"

namespace tameshi::openssl {

PrivateKey generate_rsa(unsigned bits, unsigned exponent);

// The private operation on a block of the modulus' size that is already encoded (RFC 8017 §5.2.1). RSA only.
Bytes sign_block(const PrivateKey& key, ByteView block);

}  // namespace tameshi::openssl
