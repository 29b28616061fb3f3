#include "reports/html_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

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

// Lower case letters, digits and single dashes: what can stand in an address as it is.
std::string slug_of(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9')) {
      out += lower;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  if (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

// "pin-lockout" of "scenarios/pin-lockout.yaml".
std::string_view stem_of(std::string_view path) {
  const auto name = path.substr(path.find_last_of('/') + 1);
  return name.substr(0, name.find_last_of('.'));
}

}  // namespace

std::vector<Case> cases_of(const Report& report) {
  std::vector<Case> out;
  std::set<std::string> taken;
  for (const auto& run : report.runs) {
    const auto name = fmt::format("case-{}-{}", slug_of(stem_of(run.scenario)), slug_of(run.subject));
    auto id = name;
    for (int i = 2; !taken.insert(id).second; ++i) id = fmt::format("{}-{}", name, i);
    out.push_back({run, id});
  }
  return out;
}

Markup both(std::string_view in_english, std::string_view in_japanese) {
  if (in_english == in_japanese) return text(in_english);
  return element("span", {{"data-ja", std::string(in_japanese)}}, in_english);
}

Markup say(std::string_view Words::*word) {
  return both(english().*word, japanese().*word);
}

Markup say(std::size_t number, Counted Words::*words) {
  return both(counted(number, english().*words), counted(number, japanese().*words));
}

Markup badge(Verdict verdict) {
  const auto mark = element("span", {{"aria-hidden", "true"}}, mark_of(verdict));
  const auto word = in_both([&](const Words& words) { return word_of(verdict, words); });
  return element("span", {{"class", fmt::format("badge {}", to_string(verdict))}}, mark + text(" ") + word);
}

Markup fact(std::string_view Words::*name, const Markup& value) {
  return value.empty() ? Markup() : block("div", element("dt", say(name)) + element("dd", value));
}

Markup cell_label(std::string_view Words::*name) {
  return element("span", {{"class", "cell-label"}}, say(name));
}

Markup column_heads(std::initializer_list<std::string_view Words::*> names) {
  Markup out;
  for (const auto name : names) out += element("th", {{"scope", "col"}}, say(name));
  return block("thead", element("tr", out));
}

Markup fold(bool open, std::string_view css_class, const Markup& summary, const Markup& content) {
  const auto inside = block("summary", summary) + content;
  const Attribute name{"class", std::string(css_class)};
  return open ? block("details", {name, {"open", ""}}, inside) : block("details", {name}, inside);
}

Markup command_to_copy(std::string_view command) {
  return element("code", {{"class", "shell"}}, command) + text(" ") +
         element("button",
                 {{"type", "button"},
                  {"class", "copy needs-script"},
                  {"data-copied", std::string(english().copied)},
                  {"data-copied-ja", std::string(japanese().copied)}},
                 say(&Words::copy));
}

Markup hex_text(const std::string& hex) {
  if (!is_masked_hex(hex)) return code(hex);
  const auto size = hex.size() / 2;
  if (size <= longest_whole) return code(spaced(hex));
  const auto cut =
      spaced(hex.substr(0, head_bytes * 2)) + " … " + spaced(hex.substr(hex.size() - tail_bytes * 2));
  const auto length = element("span", {{"class", "size"}}, say(size, &Words::bytes));
  return fold(false, "hex", code(cut) + text(" ") + length, code(spaced(hex)));
}

Markup printed(const std::string& output) {
  const auto shown = head_of(output, longest_print);
  auto out = block("pre", {{"tabindex", "0"}}, text(shown));  // long ones scroll, by keys too
  if (shown.size() < output.size())
    out += block("p", {{"class", "quiet"}}, say(output.size() - shown.size(), &Words::cut));
  return out;
}

std::string event_anchor(std::string_view case_id, std::size_t event) {
  return fmt::format("{}.{}", case_id, event);
}

}  // namespace tameshi::reports
