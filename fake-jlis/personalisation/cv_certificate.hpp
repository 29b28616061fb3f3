// Card-verifiable certificates as the card's files carry them (facts/card.md §3.2, EF 0004):
//   7F21 { 5F4E { identifier of the issuer's key, identifier of the subject's key, 90 exponent, 91 modulus },
//          5F37 signature over the value of 5F4E }
#pragma once

#include "fake-jlis/personalisation/issuer.hpp"

namespace tameshi::jlis::personalisation {

Bytes cv_certificate(const NamedKey& authority, const NamedKey& subject);

// What stands inside the template 7F21.
ByteView certificate_body(ByteView certificate);

}  // namespace tameshi::jlis::personalisation
