#include "fake-jlis/platform/name.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/der_reader.hpp"

namespace tameshi::jlis::platform {
namespace {

// A part of a name in a form in which equal ones are alike.
using Part = std::vector<std::string>;

bool is_text(std::uint8_t tag) {
  return tag == der::utf8_tag || tag == der::printable_tag;
}

std::string folded(std::string_view text) {
  std::string out;
  bool space = false;
  for (const char c : text) {
    if (c == ' ') {
      space = true;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

Result<std::string> folded_attribute(const der::Element& element) {
  der::Reader reader(element);
  TRY(const auto type, reader.next(der::oid_tag, "an attribute's type"));
  TRY(const auto value, reader.next("an attribute's value"));
  const auto head = hex(type.whole);
  if (is_text(value.tag)) return head + "=" + folded(text_of(value.contents));
  return head + "#" + hex(value.whole);
}

Result<Part> folded_part(const der::Element& set) {
  der::Reader reader(set);
  Part out;
  while (!reader.at_end()) {
    TRY(const auto attribute, reader.next(der::sequence_tag, "an attribute"));
    TRY(auto text, folded_attribute(attribute));
    out.push_back(std::move(text));
  }
  return out;
}

Result<std::vector<Part>> folded_name(ByteView der) {
  der::Reader outermost(der);
  TRY(const auto name, outermost.next(der::sequence_tag, "a name"));
  der::Reader reader(name);
  std::vector<Part> out;
  while (!reader.at_end()) {
    TRY(const auto set, reader.next(der::set_tag, "a part of a name"));
    TRY(auto part, folded_part(set));
    out.push_back(std::move(part));
  }
  return out;
}

}  // namespace

bool same_name(ByteView a, ByteView b) {
  if (std::equal(a.begin(), a.end(), b.begin(), b.end())) return true;
  const auto left = folded_name(a);
  const auto right = folded_name(b);
  return left && right && *left == *right;
}

}  // namespace tameshi::jlis::platform
