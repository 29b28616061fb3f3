// XML 1.0 as a plain tree, read strictly: UTF-8 only, no DTD, no entities beyond the five of the standard,
// bounds on size and depth; nothing is ever fetched. Comments and processing instructions are left out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace tameshi::xml {

struct Attribute {
  std::string name;   // without its prefix
  std::string space;  // its namespace; empty without one
  std::string value;

  bool operator==(const Attribute&) const = default;
};

struct Element {
  std::string name;   // without its prefix
  std::string space;  // its namespace; empty without one
  int line = 0;       // from 1
  std::vector<Attribute> attributes;
  std::string text;  // what stands in it and in none of its children, in one piece
  std::vector<Element> children;

  [[nodiscard]] const Element* child(std::string_view of_name) const;
  [[nodiscard]] const Attribute* attribute(std::string_view of_name) const;
};

struct Bounds {
  std::size_t bytes = 64UL * 1024;
  std::size_t depth = 16;
};

// The root element. A Problem's `where` is a line.
Result<Element> read(std::string_view text, const Bounds& bounds = {});

// `text` as the contents of an element.
std::string escaped(std::string_view text);

}  // namespace tameshi::xml
