#include "reports/html_parts.hpp"

#include <fmt/format.h>

#include "reports/text.hpp"

namespace tameshi::reports {
namespace {

constexpr std::size_t longest_whole = 24;  // bytes of hex that are shown without folding
constexpr std::size_t head_bytes = 16;
constexpr std::size_t tail_bytes = 4;
constexpr std::size_t longest_print = 64UL * 1024;

bool is_masked_hex(std::string_view hex) {
  return hex.size() % 2 == 0 && hex.find_first_not_of("0123456789ABCDEFabcdef*") == std::string_view::npos;
}

std::string spaced(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    if (i > 0) out += ' ';
    const auto byte = hex.substr(i, 2);
    out += byte == "**" ? "••" : byte;
  }
  return out;
}

Markup code(std::string_view content) {
  return element("code", content);
}

}  // namespace

Markup badge(Verdict verdict, const Words& words) {
  const auto mark = element("span", {{"aria-hidden", "true"}}, mark_of(verdict));
  return element("span", {{"class", fmt::format("badge {}", to_string(verdict))}},
                 mark + text(" ") + text(word_of(verdict, words)));
}

Markup fold(bool open, std::string_view css_class, const Markup& summary, const Markup& content) {
  const auto inside = block("summary", summary) + content;
  const Attribute name{"class", std::string(css_class)};
  return open ? block("details", {name, {"open", ""}}, inside) : block("details", {name}, inside);
}

Markup hex_text(const std::string& hex, const Words& words) {
  if (!is_masked_hex(hex)) return code(hex);
  const auto size = hex.size() / 2;
  if (size <= longest_whole) return code(spaced(hex));
  const auto cut =
      spaced(hex.substr(0, head_bytes * 2)) + " … " + spaced(hex.substr(hex.size() - tail_bytes * 2));
  const auto length = element("span", {{"class", "size"}}, counted(size, words.bytes));
  return fold(false, "hex", code(cut) + text(" ") + length, code(spaced(hex)));
}

Markup printed(const std::string& output, const Words& words) {
  const auto shown = head_of(output, longest_print);
  auto out = block("pre", text(shown));
  if (shown.size() < output.size()) {
    out += block("p", {{"class", "quiet"}}, text(counted(output.size() - shown.size(), words.cut)));
  }
  return out;
}

std::string event_anchor(std::size_t run, std::size_t event) {
  return fmt::format("run-{}-event-{}", run, event);
}

}  // namespace tameshi::reports
