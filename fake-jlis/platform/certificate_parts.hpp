// Parts of a certificate that its reader takes one after the other.
#pragma once

#include "fake-jlis/platform/certificate.hpp"

namespace tameshi::jlis::platform {

// Name ::= SEQUENCE OF SET SIZE (1..MAX) OF { type, value }, at least one; gives its DER.
Result<Bytes> read_name(der::Reader& reader, std::string_view what);
Result<void> check_name(const der::Element& name);
Result<PublicKey> read_public_key(der::Reader& reader);
// Fills in what the extensions say that a verifier here understands; whether one is well-formed shows too.
Result<void> read_known_extensions(Certificate& certificate);

}  // namespace tameshi::jlis::platform
