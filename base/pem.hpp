// PEM armour (RFC 7468), for programs that prefer it.
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace tameshi {

// The first PEM block's contents; anything else comes back as it was.
Bytes from_pem_or_der(Bytes bytes);

// The contents of every certificate, in order; what is none, and what is not base64, is passed over.
std::vector<Bytes> all_from_pem(std::string_view text);

}  // namespace tameshi
