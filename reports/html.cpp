// The page: one file that needs no network and works without its script.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/openssl.hpp"
#include "reports/explanation.hpp"
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

std::vector<std::string> subjects_of(const Report& report) {
  std::vector<std::string> out;
  for (const auto& run : report.runs) {
    const auto name = run.subject + (run.subject_version.empty() ? "" : " " + run.subject_version);
    const bool told = std::any_of(report.runs.begin(), report.runs.end(), [&](const RunResult& other) {
      return other.subject == run.subject && !other.subject_version.empty();
    });
    // A skipped run never asked for the version; the others did.
    if (run.subject_version.empty() && told) continue;
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  return out;
}

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : ", ") + item;
  return out;
}

struct Whole {
  Verdict verdict;
  std::string_view words;
};

Whole whole_of(const Report& report, const Words& words) {
  if (report.runs.empty()) return {Verdict::skip, words.nothing_ran};
  switch (exit_code(report.runs)) {
    case 0:
      return {Verdict::pass, words.all_passed};
    case 1:
      return {Verdict::fail, words.some_failed};
    default:
      return {Verdict::error, words.could_not_run};
  }
}

Markup head(const Report& report, const Words& words) {
  const auto title =
      fmt::format("{}: {} – {}", whole_of(report, words).words, joined(subjects_of(report)), words.report);
  return block(
      "head",
      empty_element("meta", {{"charset", "utf-8"}}) +
          empty_element("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", policy()}}) +
          empty_element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}) +
          empty_element("meta", {{"name", "color-scheme"}, {"content", "light dark"}}) +
          block("title", text(one_line(title))) + block("style", Markup::verbatim(style_sheet())));
}

Markup fact(std::string_view name, const Markup& value) {
  return block("div", element("dt", name) + element("dd", value));
}

Markup facts(const Report& report, const Words& words) {
  const auto when = to_string(report.made_at);
  const auto time = element("time", {{"datetime", when}}, when) + text(" ") +
                    element("span", {{"class", "quiet"}}, words.world_time_note);
  return block("dl", {{"class", "facts"}},
               fact(words.tested, element("strong", joined(subjects_of(report)))) +
                   fact(words.tool, text("Tameshi " + report.tool_version)) +
                   fact(words.seed, element("code", report.seed)) + fact(words.world_time, time));
}

Markup banner(const Report& report, const Words& words) {
  const auto whole = whole_of(report, words);
  const auto mark = element("span", {{"aria-hidden", "true"}, {"class", "mark"}}, mark_of(whole.verdict));
  return block("p", {{"class", fmt::format("banner {}", to_string(whole.verdict))}},
               mark + element("strong", whole.words) +
                   element("span", {{"class", "tally"}}, summary_of(tally(report.runs), words)));
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

Markup overview_row(const RunResult& run, std::size_t number, const Words& words) {
  const auto link = element("a", {{"href", fmt::format("#run-{}", number)}}, run.title);
  return block("tr", element("td", badge(run.verdict, words)) + element("th", {{"scope", "row"}}, link) +
                         element("td", {{"data-label", std::string(words.subject)}}, run.subject) +
                         element("td", {{"data-label", std::string(words.remark)}, {"class", "quiet"}},
                                 headline(run)));
}

Markup overview(const Report& report, const Words& words) {
  Markup columns;
  for (const auto& word : {words.verdict, words.scenario, words.subject, words.remark}) {
    columns += element("th", {{"scope", "col"}}, word);
  }
  Markup rows;
  for (std::size_t i = 0; i < report.runs.size(); ++i) rows += overview_row(report.runs[i], i + 1, words);
  const auto table = block("table", {{"class", "overview"}},
                           element("caption", {{"class", "unseen"}}, words.all_runs) +
                               block("thead", element("tr", columns)) + block("tbody", rows));
  return block("nav", {{"aria-labelledby", "overview"}},
               block("h2", {{"id", "overview"}}, text(words.all_runs)) + table);
}

Markup results(const Report& report, const Words& words) {
  const auto button = [](std::string_view id, std::string_view word) {
    return element("button", {{"id", std::string(id)}, {"type", "button"}, {"hidden", ""}}, word);
  };
  auto out =
      block("div", {{"class", "bar-of-buttons"}},
            element("h2", words.runs_heading) + button("unfold", words.unfold) + button("fold", words.fold));
  for (std::size_t i = 0; i < report.runs.size(); ++i) out += run_article(report.runs[i], i + 1, words);
  return block("main", {{"id", "results"}, {"tabindex", "-1"}}, out);
}

Markup body(const Report& report, const Words& words) {
  const auto skip = element("a", {{"class", "skip-link"}, {"href", "#results"}}, words.skip_link);
  const auto header =
      block("header", block("p", {{"class", "brand"}}, text("Tameshi")) + block("h1", text(words.report)) +
                          facts(report, words) + banner(report, words) + bar(tally(report.runs)));
  const auto footer = block("footer", block("p", text(words.virtual_note)) + block("p", text(words.footer)));
  return block("body", skip + header + overview(report, words) + results(report, words) + footer +
                           block("script", Markup::verbatim(page_script())));
}

}  // namespace

std::string html(const Report& report) {
  const auto& words = english();
  const auto page =
      block("html", {{"lang", std::string(words.language)}}, head(report, words) + body(report, words));
  return "<!DOCTYPE html>\n" + page.str();
}

}  // namespace tameshi::reports
