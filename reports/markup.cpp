#include "reports/markup.hpp"

#include "reports/text.hpp"

namespace tameshi::reports {
namespace {

std::string start_of(std::string_view name, Attributes attributes) {
  std::string out = "<" + std::string(name);
  for (const auto& attribute : attributes) {
    // Line ends in an attribute would not survive an XML parser (XML 1.0 §3.3.3).
    (out += ' ').append(attribute.name).append("=\"").append(escaped(one_line(attribute.value))) += '"';
  }
  return out;
}

}  // namespace

Markup text(std::string_view raw) {
  return Markup(escaped(raw));
}

Markup element(std::string_view name, Attributes attributes, const Markup& content) {
  return Markup::verbatim(start_of(name, attributes) + ">" + content.str() + "</" + std::string(name) + ">");
}

Markup element(std::string_view name, const Markup& content) {
  return element(name, {}, content);
}

Markup element(std::string_view name, Attributes attributes, std::string_view content) {
  return element(name, attributes, text(content));
}

Markup element(std::string_view name, std::string_view content) {
  return element(name, {}, text(content));
}

Markup block(std::string_view name, Attributes attributes, const Markup& content) {
  return element(name, attributes, content) + Markup::verbatim("\n");
}

Markup block(std::string_view name, const Markup& content) {
  return block(name, {}, content);
}

Markup empty_element(std::string_view name, Attributes attributes) {
  return Markup::verbatim(start_of(name, attributes) + "/>\n");
}

}  // namespace tameshi::reports
