// A request in the path of a GET, RFC 6960 appendix A.1 and RFC 5019 §5.
#include <fmt/format.h>

#include "fake-jlis/ocsp/request.hpp"

namespace tameshi::jlis::ocsp {
namespace {

Result<std::string> percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const auto octet = from_hex(text.substr(i + 1, 2));
    if (!octet || octet->size() != 1) {
      return failure("a percent sign without two hexadecimal digits", fmt::format("character {}", i + 1));
    }
    out += static_cast<char>(octet->front());
    i += 2;
  }
  return out;
}

void to_base64_proper(std::string& text) {
  for (auto& c : text) {
    if (c == '-') c = '+';
    if (c == '_') c = '/';
  }
  while (text.size() % 4 != 0) text += '=';
}

}  // namespace

Result<Bytes> from_get_path(std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  if (path.size() > longest_request) return failure("a path that is longer than any request");
  TRY(auto text, percent_decoded(path));
  if (text.empty()) return failure("a path without a request", "", "append the request in base64");
  to_base64_proper(text);
  auto out = from_base64(text);
  if (!out) return failure("the path is not base64");
  return *std::move(out);
}

std::string get_path(ByteView request) {
  std::string out;
  for (const char c : base64(request)) {
    if (c == '+') {
      out += "%2B";
    } else if (c == '/') {
      out += "%2F";
    } else if (c == '=') {
      out += "%3D";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace tameshi::jlis::ocsp
