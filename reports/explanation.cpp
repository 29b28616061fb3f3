#include "reports/explanation.hpp"

#include <fmt/format.h>

#include "reports/event_line.hpp"
#include "reports/text.hpp"
#include "reports/words.hpp"

namespace tameshi::reports {
namespace {

// What fits on a screen; the page and the journal have the rest.
constexpr std::size_t most_events = 8;

std::string shown(const std::string& value) {
  return value.empty() ? std::string(english().nothing) : one_line(value);
}

// "file:line:column: ", as editors jump to it; nothing when it stands in no file.
std::string where(const Place& place) {
  return place.file.empty() ? "" : one_line(to_string(place)) + ": ";
}

std::string evidence(const RunResult& run, const Check& check) {
  std::string out;
  for (std::size_t i = 0; i < check.events.size() && i < most_events; ++i) {
    const auto* event = event_of(run, check.events[i]);
    if (event != nullptr) out += fmt::format("    #{} {}\n", event->number, event_line(*event, english()));
  }
  if (check.events.size() > most_events) {
    out += fmt::format("    {}\n", counted(check.events.size() - most_events, english().more_events));
  }
  return out;
}

std::string paragraph(const RunResult& run, const Check& check) {
  const auto& words = english();
  return fmt::format("{}{}\n  {:<8}  {}\n  {:<8}  {}\n", where(check.place), one_line(check.question),
                     words.expected, shown(check.expected), words.actual, shown(check.actual)) +
         evidence(run, check);
}

bool is_bad(Verdict verdict) {
  return verdict != Verdict::pass && verdict != Verdict::skip;
}

std::string troubles(const std::vector<const Event*>& events) {
  std::string out;
  for (const auto* event : events) {
    if (!std::holds_alternative<HarnessTrouble>(event->body)) continue;
    out += fmt::format("#{} {}\n", event->number, event_line(*event, english()));
  }
  return out;
}

const Check* first_bad_check(const RunResult& run) {
  for (const auto& step : run.steps) {
    for (const auto& check : step.checks) {
      if (is_bad(check.verdict)) return &check;
    }
  }
  return nullptr;
}

std::string first_reason_of_steps(const RunResult& run) {
  for (const auto& step : run.steps) {
    if (is_bad(step.verdict) && !step.reason.empty()) return one_line(step.reason);
  }
  return {};
}

}  // namespace

std::string explanation_of_step(const RunResult& run, const StepResult& step) {
  std::string out;
  if (!step.reason.empty()) {
    out += where(step.place) + one_line(step.reason) + "\n";
  }
  for (const auto& check : step.checks) {
    if (is_bad(check.verdict)) out += paragraph(run, check);
  }
  return out + troubles(events_of_step(run, step.number));
}

std::string explanation_before(const RunResult& run) {
  if (run.verdict == Verdict::pass) return {};
  return (run.reason.empty() ? "" : one_line(run.reason) + "\n") + troubles(events_of_step(run, 0));
}

std::string explanation_after(const RunResult& run) {
  const bool worth_repeating = run.verdict == Verdict::fail || run.verdict == Verdict::error;
  if (!worth_repeating || run.reproduce.empty()) return {};
  return fmt::format("{}: {}\n", english().reproduce, one_line(run.reproduce));
}

std::string explanation(const RunResult& run) {
  auto out = explanation_before(run);
  if (run.verdict == Verdict::pass) return out;
  for (const auto& step : run.steps) {
    if (is_bad(step.verdict)) out += explanation_of_step(run, step);
  }
  return out + explanation_after(run);
}

std::string headline(const RunResult& run) {
  if (run.verdict == Verdict::pass) return {};
  if (!run.reason.empty()) return one_line(run.reason);
  if (const auto* check = first_bad_check(run)) {
    return fmt::format("{}: expected {}, actual {}", one_line(check->question), shown(check->expected),
                       shown(check->actual));
  }
  return first_reason_of_steps(run);
}

}  // namespace tameshi::reports
