// A private key of OpenSSL's whose private operation is somebody else's.
#pragma once

#include <functional>
#include <optional>

#include "base/openssl.hpp"

namespace tameshi::openssl {

using SignElsewhere = std::function<std::optional<Bytes>(ByteView input)>;

// With the public key of that certificate. `sign` must outlive it. Nothing for a key that is neither RSA nor
// EC.
Handle<EVP_PKEY> key_elsewhere(X509* certificate, const SignElsewhere& sign);

}  // namespace tameshi::openssl
