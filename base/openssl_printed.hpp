// What OpenSSL prints of the structures that travel in a public key infrastructure, for people to read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace tameshi::openssl {

struct Printed {
  std::string_view name;    // "OCSP response"
  std::string_view armour;  // "OCSP RESPONSE": its label in PEM
  std::string text;         // names as they stand in it, UTF-8 or not; a certificate's key is left out
};

// A certificate, a revocation list, an OCSP request or response, in DER to its last byte. Nothing for
// anything else.
std::optional<Printed> printed(ByteView der);

}  // namespace tameshi::openssl
