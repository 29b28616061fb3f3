#include "base/pem.hpp"

#include <algorithm>
#include <cctype>

namespace tameshi {

namespace {

std::optional<Bytes> contents_of(std::string_view body) {
  std::string base64_text(body);
  std::erase_if(base64_text, [](unsigned char c) { return std::isspace(c) != 0; });
  return from_base64(base64_text);
}

}  // namespace

Bytes from_pem_or_der(Bytes bytes) {
  const auto text = text_of(bytes);
  const auto begin = text.find("-----BEGIN ");
  const auto body = begin == std::string_view::npos ? begin : text.find('\n', begin);
  const auto end = body == std::string_view::npos ? body : text.find("-----END ", body);
  if (end == std::string_view::npos) return bytes;
  auto der = contents_of(text.substr(body, end - body));
  return der ? *std::move(der) : bytes;
}

std::vector<Bytes> all_from_pem(std::string_view text) {
  constexpr std::string_view first = "-----BEGIN CERTIFICATE-----";
  constexpr std::string_view last = "-----END CERTIFICATE-----";
  std::vector<Bytes> out;
  for (auto begin = text.find(first); begin != std::string_view::npos; begin = text.find(first, begin)) {
    begin += first.size();
    const auto end = text.find(last, begin);
    if (end == std::string_view::npos) break;
    if (auto der = contents_of(text.substr(begin, end - begin))) out.push_back(*std::move(der));
  }
  return out;
}

}  // namespace tameshi
