#include "base/openssl_random.hpp"

#include <openssl/rand.h>

#include "base/openssl.hpp"

namespace tameshi::openssl {

Bytes random_bytes(std::size_t count) {
  Bytes out(count);
  if (RAND_bytes(out.data(), static_cast<int>(count)) != 1) throw Trouble("no randomness", last_error(), "");
  return out;
}

}  // namespace tameshi::openssl
