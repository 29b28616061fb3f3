// Octets that nobody can foretell, for who must not repeat a run.
#pragma once

#include "base/bytes.hpp"

namespace tameshi::openssl {

// Trouble when the machine has no randomness to give.
Bytes random_bytes(std::size_t count);

}  // namespace tameshi::openssl
