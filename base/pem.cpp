#include "base/pem.hpp"

#include <algorithm>
#include <cctype>

namespace tameshi {

Bytes from_pem_or_der(Bytes bytes) {
  const auto text = text_of(bytes);
  const auto begin = text.find("-----BEGIN ");
  const auto body = begin == std::string_view::npos ? begin : text.find('\n', begin);
  const auto end = body == std::string_view::npos ? body : text.find("-----END ", body);
  if (end == std::string_view::npos) return bytes;
  std::string base64_text(text.substr(body, end - body));
  std::erase_if(base64_text, [](unsigned char c) { return std::isspace(c) != 0; });
  auto der = from_base64(base64_text);
  return der ? *std::move(der) : bytes;
}

}  // namespace tameshi
