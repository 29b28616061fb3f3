#include "base/sha256sum.hpp"

#include <algorithm>

#include "base/openssl.hpp"

namespace tameshi {

std::string sha256sum(ByteView bytes) {
  auto out = hex(openssl::sha256(bytes));
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

std::string sha256sum(std::string_view text) {
  return sha256sum(ByteView(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

}  // namespace tameshi
