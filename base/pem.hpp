// PEM armour (RFC 7468), for programs that prefer it.
#pragma once

#include "base/bytes.hpp"

namespace tameshi {

// The first PEM block's contents; anything else comes back as it was.
Bytes from_pem_or_der(Bytes bytes);

}  // namespace tameshi
