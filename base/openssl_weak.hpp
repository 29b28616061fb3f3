// What no honest certificate needs: weak keys, for what must be refused.
#pragma once

#include "base/openssl.hpp"

namespace tameshi::openssl {

PrivateKey generate_rsa(unsigned bits, unsigned exponent);

}  // namespace tameshi::openssl
