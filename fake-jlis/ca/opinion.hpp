// OpenSSL's opinion of a certificate, field by field, for comparing with tables. Nothing of our own encoder
// is in it.
#pragma once

#include <string>

#include "base/bytes.hpp"

namespace tameshi::jlis::ca::testing {

// `field` is one of: version, serial, signature-algorithm, issuer, subject, not-before, not-after,
// public-key, extensions (their order), "extension NAME" (criticality and raw value), "names NAME"
// (subjectAltName, issuerAltName), crl-point, authority-key, subject-key, size, re-encoded. Throws for any
// other and for bytes that are no certificate.
std::string opinion(ByteView certificate, const std::string& field);

}  // namespace tameshi::jlis::ca::testing
