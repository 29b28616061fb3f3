// Markup for XML and HTML whose text is always escaped: a plain string does not become Markup except through
// text().
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace tameshi::reports {

class Markup {
 public:
  Markup() = default;

  // Our own words and style sheets only; never anything from outside.
  static Markup verbatim(std::string_view markup) { return Markup(std::string(markup)); }

  Markup& operator+=(const Markup& more) {
    markup_ += more.markup_;
    return *this;
  }
  friend Markup operator+(Markup a, const Markup& b) { return std::move(a += b); }

  [[nodiscard]] bool empty() const { return markup_.empty(); }
  [[nodiscard]] const std::string& str() const { return markup_; }

 private:
  explicit Markup(std::string markup) : markup_(std::move(markup)) {}
  friend Markup text(std::string_view);

  std::string markup_;
};

// The value is escaped.
struct Attribute {
  std::string_view name;
  std::string value;
};
using Attributes = std::initializer_list<Attribute>;

Markup text(std::string_view raw);

// <name a="…">content</name>
Markup element(std::string_view name, Attributes attributes, const Markup& content);
Markup element(std::string_view name, const Markup& content);
Markup element(std::string_view name, Attributes attributes, std::string_view content);
Markup element(std::string_view name, std::string_view content);

// The same with a line end behind it: for parts between which white space does not show.
Markup block(std::string_view name, Attributes attributes, const Markup& content);
Markup block(std::string_view name, const Markup& content);

// <name a="…"/>, with a line end.
Markup empty_element(std::string_view name, Attributes attributes);

}  // namespace tameshi::reports
