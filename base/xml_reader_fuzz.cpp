#include "base/bytes.hpp"
#include "base/utf8.hpp"
#include "base/xml_reader.hpp"

using namespace tameshi;

namespace {

void check(const xml::Element& element, std::size_t depth) {
  if (depth == 0 || element.name.empty() || first_malformed_utf8(element.text)) __builtin_trap();
  for (const auto& attribute : element.attributes) {
    if (first_malformed_utf8(attribute.value)) __builtin_trap();
  }
  for (const auto& child : element.children) check(child, depth - 1);
}

}  // namespace

// Any bytes give a tree of UTF-8 within the bounds, or a problem in words.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const xml::Bounds bounds{4096, 8};
  const auto root = xml::read(text_of({data, size}), bounds);
  if (root) check(*root, bounds.depth);
  if (!root && root.error().what.empty()) __builtin_trap();
  return 0;
}
