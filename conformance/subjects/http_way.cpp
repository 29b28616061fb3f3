#include "conformance/subjects/http_way.hpp"

#include <algorithm>

namespace tameshi::subjects {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == ':';
}

}  // namespace

std::vector<Slot> slots_in(std::string_view text) {
  std::vector<Slot> out;
  for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const auto rest = text.substr(open + 1);
    const auto end = std::find_if_not(rest.begin(), rest.end(), is_letter);
    const auto length = static_cast<std::size_t>(end - rest.begin());
    if (length == 0 || end == rest.end() || *end != '}') continue;
    const auto inside = rest.substr(0, length);
    const auto colon = inside.find(':');
    const bool has_prefix = colon != std::string_view::npos;
    out.push_back({std::string(has_prefix ? inside.substr(0, colon) : ""),
                   std::string(has_prefix ? inside.substr(colon + 1) : inside), open, length + 2});
  }
  return out;
}

}  // namespace tameshi::subjects
