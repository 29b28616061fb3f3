// A request in the path of a GET, RFC 6960 appendix A.1 and RFC 5019 §5.
#include "base/percent.hpp"
#include "fake-jlis/ocsp/request.hpp"

namespace tameshi::jlis::ocsp {
namespace {

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
  return percent_encoded(base64(request));
}

}  // namespace tameshi::jlis::ocsp
