#include "base/secret.hpp"

namespace tameshi {

std::string without_secret(std::string text, const Secret& secret) {
  const auto& plain = secret.plain();
  if (plain.empty()) return text;
  for (auto at = text.find(plain); at != std::string::npos; at = text.find(plain, at + secret_dots.size())) {
    text.replace(at, plain.size(), secret_dots);
  }
  return text;
}

}  // namespace tameshi
