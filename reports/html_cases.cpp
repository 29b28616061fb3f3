// What did not pass, the filters, and the list of all cases.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "reports/html_parts.hpp"
#include "reports/text.hpp"

namespace tameshi::reports {
namespace {

constexpr std::size_t most_at_the_top = 25;

// The gravest first.
constexpr std::array by_gravity{Verdict::fail, Verdict::error, Verdict::waived, Verdict::skip, Verdict::pass};

bool needs_attention(Verdict verdict) {
  return verdict == Verdict::fail || verdict == Verdict::error || verdict == Verdict::waived;
}

Markup attention_item(const Case& one) {
  const auto link = element("a", {{"href", "#" + one.id}}, one.run.title);
  const auto why = why_of(one.run);
  return block("li", badge(one.run.verdict) + link + element("span", {{"class", "why"}}, why));
}

Markup verdict_button(Verdict verdict, std::size_t count) {
  const auto mark = element("span", {{"aria-hidden", "true"}}, mark_of(verdict));
  const auto word = in_both([&](const Words& words) { return word_of(verdict, words); });
  const auto name = std::string(to_string(verdict));
  return element("button",
                 {{"type", "button"}, {"class", name}, {"data-verdict", name}, {"aria-pressed", "false"}},
                 mark + text(" ") + word + text(" ") + element("strong", std::to_string(count)));
}

Markup verdict_buttons(const std::vector<Case>& cases) {
  auto out = element("span", {{"class", "label"}, {"id", "by-verdict"}}, say(&Words::verdict));
  for (const auto verdict : by_gravity) {
    const auto count = std::count_if(cases.begin(), cases.end(),
                                     [&](const Case& one) { return one.run.verdict == verdict; });
    if (count > 0) out += verdict_button(verdict, static_cast<std::size_t>(count));
  }
  return block("div", {{"class", "verdicts"}, {"role", "group"}, {"aria-labelledby", "by-verdict"}}, out);
}

using Counts = std::map<std::string, std::size_t>;

// One of several; nothing when there is nothing to choose.
Markup choice(std::string id, std::string_view Words::*name, std::string_view Words::*all,
              const Counts& counts, std::size_t fewest) {
  if (counts.size() < fewest) return {};
  auto options =
      element("option", {{"value", ""}, {"data-ja", std::string(japanese().*all)}}, english().*all);
  for (const auto& [value, count] : counts) {
    const auto shown = one_line(value);
    options += element("option", {{"value", shown}}, fmt::format("{} ({})", shown, count));
  }
  return block("label", element("span", {{"class", "label"}}, say(name)) + text(" ") +
                            element("select", {{"id", std::move(id)}}, options));
}

Markup tag_choice(const std::vector<Case>& cases) {
  Counts counts;
  for (const auto& one : cases) {
    for (const auto& tag : std::set<std::string>(one.run.tags.begin(), one.run.tags.end())) ++counts[tag];
  }
  return choice("by-tag", &Words::tag, &Words::every_tag, counts, 1);
}

Markup subject_choice(const std::vector<Case>& cases) {
  Counts counts;
  for (const auto& one : cases) ++counts[one.run.subject];
  return choice("by-subject", &Words::subject, &Words::every_subject, counts, 2);
}

Markup search_field() {
  const auto name =
      element("span", {{"class", "label"}}, say(&Words::search) + text(" ") + say(&Words::search_hint));
  return block("label", {{"class", "search"}},
               name + text(" ") +
                   empty_element("input", {{"type", "search"}, {"id", "by-text"}, {"autocomplete", "off"}}));
}

Markup filters(const std::vector<Case>& cases) {
  return block(
      "div", {{"class", "filters needs-script"}, {"role", "search"}, {"aria-labelledby", "filters"}},
      element("h3", {{"class", "unseen"}, {"id", "filters"}}, say(&Words::filters)) + verdict_buttons(cases) +
          block("div", {{"class", "choices"}}, search_field() + tag_choice(cases) + subject_choice(cases)));
}

Markup button(std::string id, std::string_view Words::*word) {
  return element("button", {{"id", std::move(id)}, {"type", "button"}}, say(word));
}

Markup shown_part(std::size_t number) {
  const auto count =
      element("strong", {{"id", "shown"}}, std::to_string(number)) + text(fmt::format(" / {}", number));
  return block("div", {{"class", "shown needs-script"}},
               element("p", {{"role", "status"}}, say(&Words::shown) + text(" ") + count) +
                   button("clear", &Words::clear) + button("unfold", &Words::unfold) +
                   button("fold", &Words::fold));
}

}  // namespace

Markup attention_part(const std::vector<Case>& cases) {
  Markup items;
  std::size_t count = 0;
  for (const auto verdict : by_gravity) {
    for (const auto& one : cases) {
      if (one.run.verdict != verdict || !needs_attention(verdict)) continue;
      if (++count <= most_at_the_top) items += attention_item(one);
    }
  }
  if (count == 0) return {};
  auto list = block("ul", {{"class", "attention"}}, items);
  if (count > most_at_the_top) {
    list += block("p", {{"class", "quiet"}}, say(count - most_at_the_top, &Words::more_cases));
  }
  return block("nav", {{"aria-labelledby", "attention"}},
               block("h2", {{"id", "attention"}}, say(&Words::attention)) + list);
}

Markup cases_part(const std::vector<Case>& cases, const Markup& list) {
  const auto none = element("p", {{"id", "none"}, {"class", "quiet"}, {"hidden", ""}}, say(&Words::no_match));
  return block("section", {{"id", "cases"}, {"tabindex", "-1"}, {"aria-labelledby", "all-cases"}},
               block("h2", {{"id", "all-cases"}}, say(&Words::all_runs)) + filters(cases) +
                   shown_part(cases.size()) + block("div", {{"class", "list"}}, list) + none);
}

}  // namespace tameshi::reports
