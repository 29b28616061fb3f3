#include "base/json_depth.hpp"

namespace tameshi {

// What is no JSON may be counted wrongly from its first mistake on; nobody reads it beyond that.
bool nests_too_deep(std::string_view json) {
  constexpr int deepest = 64;
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < json.size() && depth <= deepest; ++i) {
    const char c = json[i];
    if (c == '"') {
      in_text = !in_text;
    } else if (in_text) {
      i += c == '\\' ? 1 : 0;
    } else {
      depth += (c == '[' || c == '{' ? 1 : 0) - (c == ']' || c == '}' ? 1 : 0);
    }
  }
  return depth > deepest;
}

}  // namespace tameshi
