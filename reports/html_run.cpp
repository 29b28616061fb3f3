// One run: what it was, why it ended so, and its steps. What failed is open, what passed is folded.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "reports/event_line.hpp"
#include "reports/html_parts.hpp"

namespace tameshi::reports {
namespace {

constexpr std::size_t most_links = 6;
constexpr std::size_t most_evidence = 12;

struct RunPlace {
  const RunResult& run;
  std::size_t number;
  const Words& words;
};

bool is_bad(Verdict verdict) {
  return verdict == Verdict::fail || verdict == Verdict::error;
}
bool is_met(const Check& check) {
  return check.verdict == Verdict::pass || check.verdict == Verdict::skip;
}

Markup link_to(const RunPlace& at, std::size_t event) {
  const auto shown = "#" + std::to_string(event);
  if (event_of(at.run, event) == nullptr) return text(shown);
  return element("a", {{"href", "#" + event_anchor(at.number, event)}}, shown);
}

Markup links(const RunPlace& at, const std::vector<std::size_t>& events) {
  Markup out;
  for (std::size_t i = 0; i < std::min(events.size(), most_links); ++i) {
    if (i > 0) out += text(" ");
    out += link_to(at, events[i]);
  }
  if (events.size() > most_links)
    out += text(" " + counted(events.size() - most_links, at.words.more_events));
  return out;
}

// What a failed check rests on, in words, right under it.
Markup evidence_row(const RunPlace& at, const Check& check) {
  Markup items;
  for (std::size_t i = 0; i < std::min(check.events.size(), most_evidence); ++i) {
    const auto* event = event_of(at.run, check.events[i]);
    if (event == nullptr) continue;
    items += block("li", link_to(at, event->number) + text(" " + event_line(*event, at.words)));
  }
  if (items.empty()) return {};
  if (check.events.size() > most_evidence) {
    items += block("li", text(counted(check.events.size() - most_evidence, at.words.more_events)));
  }
  const auto inside = element("p", {{"class", "label"}}, at.words.evidence) + block("ul", items);
  return block("tr", {{"class", "evidence-row"}}, element("td", {{"colspan", "6"}}, inside));
}

Markup value_cell(std::string_view css_class, const std::string& value, std::string_view name,
                  const Words& words) {
  const auto inside = value.empty() ? element("span", {{"class", "quiet"}}, words.nothing) : text(value);
  return element("td", {{"class", std::string(css_class)}, {"data-label", std::string(name)}}, inside);
}

Markup check_rows(const RunPlace& at, const Check& check) {
  const auto& words = at.words;
  const auto where = check.place.file.empty() ? std::string() : to_string(check.place);
  const auto row = element("td", badge(check.verdict, words)) +
                   element("th", {{"scope", "row"}}, check.question) +
                   value_cell("value", check.expected, words.expected, words) +
                   value_cell(is_met(check) ? "value" : "value unmet", check.actual, words.actual, words) +
                   value_cell("where", where, words.where, words) +
                   element("td", {{"class", "links"}, {"data-label", std::string(words.rests_on)}},
                           links(at, check.events));
  const auto name = fmt::format("check {}", to_string(check.verdict));
  return block("tr", {{"class", name}}, row) + (is_met(check) ? Markup() : evidence_row(at, check));
}

Markup checks_table(const RunPlace& at, const StepResult& step) {
  if (step.checks.empty()) return {};
  const auto& words = at.words;
  Markup head;
  for (const auto& word :
       {words.verdict, words.check, words.expected, words.actual, words.where, words.rests_on}) {
    head += element("th", {{"scope", "col"}}, word);
  }
  Markup rows;
  for (const auto& check : step.checks) rows += check_rows(at, check);
  return block("table", {{"class", "checks"}},
               element("caption", words.checks) + block("thead", element("tr", head)) + block("tbody", rows));
}

std::vector<std::size_t> evidence_of(const RunResult& run) {
  std::vector<std::size_t> out;
  for (const auto& step : run.steps) {
    for (const auto& check : step.checks) {
      if (!is_met(check)) out.insert(out.end(), check.events.begin(), check.events.end());
    }
  }
  return out;
}

Markup remark(Verdict verdict, const std::string& reason) {
  if (reason.empty()) return {};
  return block("p", {{"class", fmt::format("remark {}", to_string(verdict))}}, text(reason));
}

std::string counts_of(const StepResult& step, const std::vector<const Event*>& events, const Words& words) {
  auto out = step.checks.empty() ? std::string() : counted(step.checks.size(), words.check_count);
  for (const auto& count : counts_of(events, words)) out += (out.empty() ? "" : " · ") + count;
  return out;
}

Markup step_part(const RunPlace& at, const StepResult& step) {
  const auto events = events_of_step(at.run, step.number);
  const auto name = fmt::format("{} {}", at.words.step, step.number);
  const auto title =
      element("h3", element("span", {{"class", "step-number"}}, name) + text(" ") + text(step.title));
  const auto summary = badge(step.verdict, at.words) + title +
                       element("span", {{"class", "counts"}}, counts_of(step, events, at.words));
  const auto content = remark(step.verdict, step.reason) + checks_table(at, step) +
                       timeline(events, evidence_of(at.run), at.number, at.words);
  return fold(is_bad(step.verdict), fmt::format("step {}", to_string(step.verdict)), summary,
              block("div", {{"class", "inside"}}, content));
}

// Events of a step that has no result: the world being made, or a run that broke off.
Markup loose_part(const RunPlace& at, std::string_view name, const std::vector<const Event*>& events) {
  if (events.empty()) return {};
  const auto summary =
      element("h3", name) + element("span", {{"class", "counts"}}, counts_of({}, events, at.words));
  return fold(
      count_of<HarnessTrouble>(events) > 0, "step loose", summary,
      block("div", {{"class", "inside"}}, timeline(events, evidence_of(at.run), at.number, at.words)));
}

// What belongs to no step is of before the first one or of after the last.
Markup steps_of(const RunPlace& at) {
  std::set<int> loose;
  for (const auto& event : at.run.journal) loose.insert(event.step);
  for (const auto& step : at.run.steps) loose.erase(step.number);
  loose.erase(0);
  const auto outside = events_of_step(at.run, 0);
  const auto& journal = at.run.journal;
  const auto first =
      std::find_if(journal.begin(), journal.end(), [](const Event& event) { return event.step != 0; });
  const auto begun = first == journal.end() ? journal.size() + 1 : first->number;
  const auto after = std::partition_point(outside.begin(), outside.end(),
                                          [&](const Event* event) { return event->number < begun; });
  auto out = loose_part(at, at.words.preparation, {outside.begin(), after});
  for (const auto& step : at.run.steps) out += step_part(at, step);
  for (const int step : loose)
    out += loose_part(at, fmt::format("{} {}", at.words.step, step), events_of_step(at.run, step));
  return out + loose_part(at, at.words.aftermath, {after, outside.end()});
}

Markup fact(std::string_view name, const Markup& value) {
  return value.empty() ? Markup() : block("div", element("dt", name) + element("dd", value));
}

Markup facts_of(const RunPlace& at) {
  const auto& run = at.run;
  auto subject = element("strong", run.subject) + text(" ");
  subject +=
      element("span", {{"class", "quiet"}},
              run.subject_version.empty() ? at.words.no_version : std::string_view(run.subject_version));
  Markup cites;
  for (const auto& cite : run.cites) cites += element("code", {{"class", "cite"}}, cite) + text(" ");
  const auto again = run.reproduce.empty() ? Markup() : element("code", {{"class", "shell"}}, run.reproduce);
  return block("dl", {{"class", "facts"}},
               fact(at.words.subject, subject) + fact(at.words.scenario, element("code", run.scenario)) +
                   fact(at.words.cites, cites) + fact(at.words.reproduce, again));
}

}  // namespace

Markup run_article(const RunResult& run, std::size_t number, const Words& words) {
  const RunPlace at{run, number, words};
  const auto summary = badge(run.verdict, words) + element("h2", run.title) +
                       element("span", {{"class", "counts"}}, run.subject);
  const auto content =
      block("div", {{"class", "inside"}}, remark(run.verdict, run.reason) + facts_of(at) + steps_of(at));
  return block("article", {{"id", fmt::format("run-{}", number)}},
               fold(is_bad(run.verdict), fmt::format("run {}", to_string(run.verdict)), summary, content));
}

}  // namespace tameshi::reports
