// One run: what it was, why it ended so, and its steps. What failed is open, what passed is folded.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "reports/event_line.hpp"
#include "reports/explanation.hpp"
#include "reports/html_parts.hpp"
#include "reports/text.hpp"

namespace tameshi::reports {
namespace {

constexpr std::size_t most_links = 6;
constexpr std::size_t most_evidence = 12;

bool is_bad(Verdict verdict) {
  return verdict == Verdict::fail || verdict == Verdict::error;
}
bool is_met(const Check& check) {
  return check.verdict == Verdict::pass || check.verdict == Verdict::skip;
}

Markup link_to(const Case& at, std::size_t event) {
  const auto shown = "#" + std::to_string(event);
  if (event_of(at.run, event) == nullptr) return text(shown);
  return element("a", {{"href", "#" + event_anchor(at.id, event)}}, shown);
}

Markup links(const Case& at, const std::vector<std::size_t>& events) {
  Markup out;
  for (std::size_t i = 0; i < std::min(events.size(), most_links); ++i) {
    if (i > 0) out += text(" ");
    out += link_to(at, events[i]);
  }
  if (events.size() > most_links) out += text(" ") + say(events.size() - most_links, &Words::more_events);
  return out;
}

// What a failed check rests on, in words, right under it.
Markup evidence_row(const Case& at, const Check& check) {
  Markup items;
  for (std::size_t i = 0; i < std::min(check.events.size(), most_evidence); ++i) {
    const auto* event = event_of(at.run, check.events[i]);
    if (event == nullptr) continue;
    items += block("li", link_to(at, event->number) + text(" ") +
                             in_both([&](const Words& words) { return event_line(*event, words); }));
  }
  if (items.empty()) return {};
  if (check.events.size() > most_evidence) {
    items += block("li", say(check.events.size() - most_evidence, &Words::more_events));
  }
  const auto inside = element("p", {{"class", "label"}}, say(&Words::evidence)) + block("ul", items);
  return block("tr", {{"class", "evidence-row"}}, element("td", {{"colspan", "6"}}, inside));
}

Markup value_cell(std::string_view css_class, const std::string& value, std::string_view Words::*name) {
  const auto inside =
      value.empty() ? element("span", {{"class", "quiet"}}, say(&Words::nothing)) : text(value);
  return element("td", {{"class", std::string(css_class)}}, cell_label(name) + inside);
}

Markup check_rows(const Case& at, const Check& check) {
  const auto where = check.place.file.empty() ? std::string() : to_string(check.place);
  const auto row =
      element("td", badge(check.verdict)) + element("th", {{"scope", "row"}}, check.question) +
      value_cell("value", check.expected, &Words::expected) +
      value_cell(is_met(check) ? "value" : "value unmet", check.actual, &Words::actual) +
      value_cell("where", where, &Words::where) +
      element("td", {{"class", "links"}}, cell_label(&Words::rests_on) + links(at, check.events));
  const auto name = fmt::format("check {}", to_string(check.verdict));
  return block("tr", {{"class", name}}, row) + (is_met(check) ? Markup() : evidence_row(at, check));
}

Markup checks_table(const Case& at, const StepResult& step) {
  if (step.checks.empty()) return {};
  Markup rows;
  for (const auto& check : step.checks) rows += check_rows(at, check);
  const auto head = column_heads(
      {&Words::verdict, &Words::check, &Words::expected, &Words::actual, &Words::where, &Words::rests_on});
  return block("table", {{"class", "checks"}},
               element("caption", say(&Words::checks)) + head + block("tbody", rows));
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

Markup counts_part(const StepResult& step, const std::vector<const Event*>& events) {
  return element("span", {{"class", "counts"}},
                 in_both([&](const Words& words) { return counts_of(step, events, words); }));
}

Markup step_name(int number) {
  return in_both([&](const Words& words) { return fmt::format("{} {}", words.step, number); });
}

Markup step_part(const Case& at, const StepResult& step) {
  const auto events = events_of_step(at.run, step.number);
  const auto title = element("h4", element("span", {{"class", "step-number"}}, step_name(step.number)) +
                                       text(" ") + text(step.title));
  const auto summary = badge(step.verdict) + title + counts_part(step, events);
  const auto content = remark(step.verdict, step.reason) + checks_table(at, step) +
                       timeline(events, evidence_of(at.run), at.id);
  return fold(is_bad(step.verdict), fmt::format("step {}", to_string(step.verdict)), summary,
              block("div", {{"class", "inside"}}, content));
}

// Events of a step that has no result: the world being made, or a run that broke off.
Markup loose_part(const Case& at, const Markup& name, const std::vector<const Event*>& events) {
  if (events.empty()) return {};
  const auto summary = element("h4", name) + counts_part({}, events);
  return fold(count_of<HarnessTrouble>(events) > 0, "step loose", summary,
              block("div", {{"class", "inside"}}, timeline(events, evidence_of(at.run), at.id)));
}

// What belongs to no step is of before the first one or of after the last.
Markup steps_of(const Case& at) {
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
  auto out = loose_part(at, say(&Words::preparation), {outside.begin(), after});
  for (const auto& step : at.run.steps) out += step_part(at, step);
  for (const int step : loose) out += loose_part(at, step_name(step), events_of_step(at.run, step));
  return out + loose_part(at, say(&Words::aftermath), {after, outside.end()});
}

// What it is in a conformance suite.
Markup filed_under(const RunResult& run) {
  if (!run.suite_case) return {};
  const auto& one = *run.suite_case;
  const auto rule = element("code", {{"class", "cite"}}, one.rule) + text(" ") +
                    element("span", {{"class", "quiet"}}, to_string(one.level));
  return fact(&Words::rule, rule) + fact(&Words::why, text(one.why));
}

Markup facts_of(const Case& at) {
  const auto& run = at.run;
  const auto version = run.subject_version.empty() ? say(&Words::no_version) : text(run.subject_version);
  const auto subject =
      element("strong", run.subject) + text(" ") + element("span", {{"class", "quiet"}}, version);
  Markup cites;
  for (const auto& cite : run.cites) cites += element("code", {{"class", "cite"}}, cite) + text(" ");
  const auto again = run.reproduce.empty() ? Markup() : command_to_copy(run.reproduce);
  return block("dl", {{"class", "facts"}},
               fact(&Words::story, text(run.story)) + filed_under(run) + fact(&Words::subject, subject) +
                   fact(&Words::scenario, element("code", run.scenario)) + fact(&Words::cites, cites) +
                   fact(&Words::reproduce, again));
}

// The case tells more than the file that it stands in.
const std::string& filed_at(const RunResult& run) {
  return run.suite_case ? run.suite_case->id : run.scenario;
}

// What a row is found by, and what it shows of itself while it is folded.
Markup line_of(const Case& of) {
  const auto& run = of.run;
  Markup tags;
  for (const auto& tag : run.tags) tags += element("span", {{"class", "tag"}}, tag);
  const auto origin = element("span", {{"class", "origin"}},
                              element("span", {{"class", "subject"}}, run.subject) + text(" · ") +
                                  element("span", {{"class", "path"}}, filed_at(run)) + tags);
  const auto why = why_of(run);
  return badge(run.verdict) + element("h3", run.title) + origin +
         (why.empty() ? Markup() : element("span", {{"class", "why"}}, why));
}

Markup article(const Case& of, const Markup& happened) {
  const auto& run = of.run;
  const auto verdict = std::string(to_string(run.verdict));
  const auto content =
      block("div", {{"class", "inside"}}, remark(run.verdict, run.reason) + facts_of(of) + happened);
  // With a script the browser keeps what is in <noscript> as one text, which costs nothing before the case is
  // opened; without one it is simply there.
  return block("article",
               {{"id", of.id},
                {"class", "case"},
                {"data-verdict", verdict},
                {"data-find", fmt::format("{}", fmt::join(run.cites, " "))}},
               fold(is_bad(run.verdict), "run " + verdict, line_of(of), block("noscript", content)));
}

}  // namespace

Markup why_of(const RunResult& run) {
  if (run.verdict == Verdict::pass) return {};
  if (!run.reason.empty()) return text(one_line(run.reason));
  const auto value = [](const std::string& text, const Words& words) {
    return text.empty() ? std::string(words.nothing) : one_line(text);
  };
  for (const auto& step : run.steps) {
    for (const auto& check : step.checks) {
      if (is_met(check)) continue;
      return in_both([&](const Words& words) {
        return fmt::format("{}: {} {}, {} {}", one_line(check.question), words.expected_in_line,
                           value(check.expected, words), words.actual_in_line, value(check.actual, words));
      });
    }
  }
  return text(headline(run));
}

Markup case_article(const Case& of) {
  return article(of, lanes_of(of, evidence_of(of.run)) + steps_of(of));
}

Markup case_without_journal(const Case& of) {
  return article(of, block("p", {{"class", "quiet"}}, say(&Words::read_in_journal)));
}

}  // namespace tameshi::reports
