// Whether a certificate leads to one that is trusted (RFC 5280 §6), as OpenSSL sees it. Revocation is not
// asked.
#pragma once

#include <span>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"

namespace tameshi::openssl {

// `others` may help on the way. A trusted certificate need not be a root, and may be the certificate itself.
// The Problem is OpenSSL's own word for what is wrong.
Result<void> check_chain(ByteView certificate, std::span<const Bytes> others, std::span<const Bytes> trusted,
                         Instant at);

}  // namespace tameshi::openssl
