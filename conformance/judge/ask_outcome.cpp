#include <fmt/format.h>

#include <algorithm>

#include "conformance/judge/ask.hpp"
#include "conformance/scenario/vocabulary.hpp"

namespace tameshi::judge {

Ended last_ended(Events events) {
  // clang 14 cannot compile libstdc++'s std::views::reverse.
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    if (const auto* act = std::get_if<ActEnded>(&event->body)) return {act, event->number};
  }
  return {};
}

Check ask_outcome(const scenario::OutcomeIs& question, Events events) {
  auto check = unasked(question);
  const auto [act, event] = last_ended(events);
  if (act == nullptr) {
    check.actual = "no outcome: the act did not end";
    check.verdict = Verdict::fail;
    return check;
  }
  check.actual = act->outcome.empty() ? "no outcome" : act->outcome;
  check.events = {event};
  const auto& any_of = question.any_of;
  const bool as_expected = std::find(any_of.begin(), any_of.end(), act->outcome) != any_of.end();
  check.verdict = as_expected ? Verdict::pass : Verdict::fail;
  return check;
}

Check ask_detail(const scenario::DetailIs& question, Events events) {
  auto check = unasked(question);
  check.verdict = Verdict::fail;
  const auto [act, event] = last_ended(events);
  if (act == nullptr) {
    check.actual = "not told: the act did not end";
    return check;
  }
  check.events = {event};
  check.actual = "not told";
  if (question.value == scenario::not_told) check.verdict = Verdict::pass;
  for (const auto& [name, value] : act->details) {
    if (name != question.name) continue;
    check.actual = value;
    check.verdict = value == question.value ? Verdict::pass : Verdict::fail;
  }
  return check;
}

}  // namespace tameshi::judge
