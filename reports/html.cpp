// The page: one file that needs no network and works without its script.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/openssl.hpp"
#include "reports/html_parts.hpp"
#include "reports/report.hpp"
#include "reports/text.hpp"

namespace tameshi::reports {
namespace {

// Nothing is ever loaded, and nothing runs but our own two pieces, known by their digest (CSP Level 3
// §2.3.1).
std::string policy() {
  const auto digest = [](std::string_view code) { return base64(openssl::sha256(bytes_of(code))); };
  return fmt::format(
      "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{}'; "
      "script-src 'sha256-{}'",
      digest(style_sheet()), digest(page_script()));
}

struct Whole {
  Verdict verdict;
  std::string_view Words::*words;
};

Whole whole_of(const Report& report) {
  if (report.runs.empty()) return {Verdict::skip, &Words::nothing_ran};
  switch (exit_code(report.runs)) {
    case 0:
      return {Verdict::pass, &Words::all_passed};
    case 1:
      return {Verdict::fail, &Words::some_failed};
    default:
      return {Verdict::error, &Words::could_not_run};
  }
}

Markup title(const Report& report) {
  const auto whole = whole_of(report);
  const auto in = [&](const Words& words) {
    return one_line(
        fmt::format("{}: {} – {}", words.*whole.words, fmt::join(subjects_of(report), ", "), words.report));
  };
  return block("title", {{"data-ja", in(japanese())}}, text(in(english())));
}

Markup head(const Report& report) {
  return block(
      "head",
      empty_element("meta", {{"charset", "utf-8"}}) +
          empty_element("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", policy()}}) +
          empty_element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}) +
          empty_element("meta", {{"name", "color-scheme"}, {"content", "light dark"}}) + title(report) +
          block("style", Markup::verbatim(style_sheet())));
}

Markup language_button(std::string language, std::string_view name, bool pressed) {
  return element("button",
                 {{"type", "button"},
                  {"lang", language},
                  {"data-language", language},
                  {"aria-pressed", pressed ? "true" : "false"}},
                 name);
}

Markup language_choice() {
  return block("div",
               {{"class", "languages needs-script"}, {"role", "group"}, {"aria-labelledby", "languages"}},
               element("span", {{"id", "languages"}, {"class", "unseen"}}, say(&Words::language_choice)) +
                   language_button("en", "English", true) + language_button("ja", "日本語", false));
}

Markup banner(const Report& report) {
  const auto whole = whole_of(report);
  const auto mark = element("span", {{"aria-hidden", "true"}, {"class", "mark"}}, mark_of(whole.verdict));
  const auto count = tally(report.runs);
  const auto sum = element("span", {{"class", "tally"}},
                           in_both([&](const Words& words) { return summary_of(count, words); }));
  return block("p", {{"class", fmt::format("banner {}", to_string(whole.verdict))}},
               mark + element("strong", say(whole.words)) + sum);
}

// The five counts as one bar. Its numbers stand in the banner, so it is only decoration.
Markup bar(const Tally& count) {
  const std::array<std::pair<Verdict, std::size_t>, 5> parts{{{Verdict::pass, count.pass},
                                                              {Verdict::fail, count.fail},
                                                              {Verdict::error, count.error},
                                                              {Verdict::waived, count.waived},
                                                              {Verdict::skip, count.skip}}};
  Markup out;
  std::size_t start = 0;
  for (const auto& [verdict, width] : parts) {
    if (width == 0) continue;
    out += empty_element("rect", {{"class", std::string(to_string(verdict))},
                                  {"x", std::to_string(start)},
                                  {"width", std::to_string(width)},
                                  {"height", "1"}});
    start += width;
  }
  const auto box = fmt::format("0 0 {} 1", std::max<std::size_t>(start, 1));
  return block("svg",
               {{"class", "bar"}, {"viewBox", box}, {"preserveAspectRatio", "none"}, {"aria-hidden", "true"}},
               out);
}

Markup headline(const Report& report) {
  const auto subjects = fmt::format("{}", fmt::join(subjects_of(report), ", "));
  if (subjects.empty()) return say(&Words::report);
  return say(&Words::report) + text(" ") + element("span", {{"class", "subject"}}, subjects);
}

// Text of anybody else is escaped, and so this is there once.
Markup place_of_cases() {
  return Markup::verbatim("<!-- cases -->");
}

Markup body(const Report& report, const std::vector<Case>& cases) {
  const auto skip = element("a", {{"class", "skip-link"}, {"href", "#cases"}}, say(&Words::skip_link));
  const auto masthead = block("div", {{"class", "masthead"}},
                              block("p", {{"class", "brand"}}, text("Tameshi 試し")) + language_choice());
  const auto header =
      block("header", masthead + block("h1", headline(report)) + banner(report) + bar(tally(report.runs)));
  const auto main = block("main", {{"lang", "en"}},
                          standing_part(report) + attention_part(cases) + tested_part(report) +
                              again_part(report) + cases_part(cases, place_of_cases()));
  const auto footer =
      block("footer", block("p", say(&Words::virtual_note)) + block("p", say(&Words::footer)) +
                          block("p", {{"class", "only-paper"}}, say(&Words::on_paper)));
  return block("body", skip + header + main + footer + block("script", Markup::verbatim(page_script())));
}

// The first that does not fit ends it for those behind: what a page has does not depend on how they vary.
Markup case_within(std::size_t& budget, const Case& one) {
  if (budget == 0) return case_without_journal(one);
  auto out = case_article(one);
  const auto size = out.str().size();
  if (size > budget) out = case_without_journal(one);
  budget -= size > budget ? budget : size;
  return out;
}

}  // namespace

void write_html(const Report& report, const Sink& sink, std::size_t budget) {
  const auto cases = cases_of(report);
  const auto page = block("html", {{"lang", "en"}}, head(report) + body(report, cases)).str();
  const auto mark = place_of_cases().str();
  const auto place = page.find(mark);
  sink("<!DOCTYPE html>\n" + page.substr(0, place));
  auto passed = budget;
  auto others = 2 * budget;
  for (const auto& one : cases)
    sink(case_within(one.run.verdict == Verdict::pass ? passed : others, one).str());
  sink(std::string_view(page).substr(place + mark.size()));
}

void write_html(const Report& report, const Sink& sink) {
  constexpr std::size_t what_a_browser_bears = 64U << 20U;
  write_html(report, sink, what_a_browser_bears);
}

}  // namespace tameshi::reports
