// A badge as code hosts show them beside a README: two boxes, a word in each.
#include <fmt/format.h>

#include <algorithm>

#include "conformance/suites/standing.hpp"

namespace tameshi::suites {
namespace {

constexpr std::size_t margin = 6;

// Near enough for Verdana of 11 pixels; the text is fitted to the box.
std::size_t width_of(std::string_view text) {
  constexpr std::size_t per_letter = 7;
  const auto letters = std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
  return static_cast<std::size_t>(letters) * per_letter + 2 * margin;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<' || c == '>' || c == '&' || c == '"')
      out += fmt::format("&#{};", static_cast<int>(c));
    else
      out += c;
  }
  return out;
}

std::string share(const Standing& standing, Level level) {
  const auto& count = standing.of(level);
  if (count.applicable() == 0) return {};
  // Rounded down: 100 % is said of all only.
  return fmt::format("{} {} %", to_string(level), count.passed * 100 / count.applicable());
}

std::string words_of(const Standing& standing) {
  const auto must = share(standing, Level::must);
  const auto should = share(standing, Level::should);
  if (must.empty() && should.empty()) return "nothing applies";
  return must + (must.empty() || should.empty() ? "" : " · ") + should;
}

std::string text_in(std::size_t x, std::size_t width, const std::string& text) {
  return fmt::format(R"(  <text x="{}" y="14" textLength="{}" lengthAdjust="spacingAndGlyphs">{}</text>)"
                     "\n",
                     x + margin, width - 2 * margin, text);
}

}  // namespace

std::string badge(const Standing& standing, const std::string& suite, const Marks& marks) {
  const auto left = escaped(fmt::format("tameshi {}", suite));
  const auto right = escaped(words_of(standing));
  const auto first = width_of(fmt::format("tameshi {}", suite));
  const auto second = width_of(words_of(standing));
  // Dark enough for white letters (WCAG 2.2 §1.4.3).
  const std::string_view colour = passes(standing, marks) ? "#1f6f3a" : "#a32a2a";
  auto out = fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="20" role="img" aria-label="{}: {}">)"
      "\n",
      first + second, left, right);
  out += fmt::format("  <title>{}: {}</title>\n", left, right);
  out += fmt::format(R"(  <rect width="{}" height="20" fill="#444"/>)"
                     "\n",
                     first);
  out += fmt::format(R"(  <rect x="{}" width="{}" height="20" fill="{}"/>)"
                     "\n",
                     first, second, colour);
  out += R"(  <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">)"
         "\n";
  return out + text_in(0, first, left) + text_in(first, second, right) + "  </g>\n</svg>\n";
}

}  // namespace tameshi::suites
