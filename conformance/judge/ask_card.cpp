#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/judge/ask.hpp"

namespace tameshi::judge {
namespace {

struct Seen {
  std::size_t event = 0;
  const ApduExchange* exchange = nullptr;
};

std::vector<Seen> seen(Events events, std::string_view operation) {
  std::vector<Seen> out;
  for (const auto& event : events) {
    const auto* exchange = std::get_if<ApduExchange>(&event.body);
    if (exchange != nullptr && exchange->operation == operation) out.push_back({event.number, exchange});
  }
  return out;
}

// What came after the card first answered this status word to anything; all of it, where none is named.
Events since(Events events, std::string_view status) {
  if (status.empty()) return events;
  const auto it = std::find_if(events.begin(), events.end(), [&](const Event& event) {
    const auto* exchange = std::get_if<ApduExchange>(&event.body);
    return exchange != nullptr && exchange->status == status;
  });
  return it == events.end() ? Events{} : Events(std::next(it), events.end());
}

bool answered(Events events, std::string_view status) {
  return std::any_of(events.begin(), events.end(), [&](const Event& event) {
    const auto* exchange = std::get_if<ApduExchange>(&event.body);
    return exchange != nullptr && exchange->status == status;
  });
}

// Each status once, in the order of their first coming.
std::vector<std::string> statuses(const std::vector<Seen>& exchanges) {
  std::vector<std::string> out;
  for (const auto& [event, exchange] : exchanges) {
    if (std::find(out.begin(), out.end(), exchange->status) == out.end()) out.push_back(exchange->status);
  }
  return out;
}

std::string times(std::size_t count) {
  if (count == 0) return "never seen";
  return count == 1 ? "seen once" : fmt::format("seen {} times", count);
}

}  // namespace

Check ask_card(const scenario::CardAnswered& question, Events events) {
  auto check = unasked(question);
  const auto all = seen(events, question.operation);
  const auto is_it = [&](const Seen& one) { return one.exchange->status == question.status; };
  const bool found = std::any_of(all.begin(), all.end(), is_it);
  // A pass rests on the answers that were right; a failure on all that were not.
  for (const auto& one : all) {
    if (!found || is_it(one)) check.events.push_back(one.event);
  }
  check.actual = all.empty() ? fmt::format("{} never seen", question.operation)
                             : fmt::format("answered {}", fmt::join(statuses(all), ", "));
  check.verdict = found ? Verdict::pass : Verdict::fail;
  return check;
}

Check ask_card(const scenario::CardSaw& question, Events events) {
  auto check = unasked(question);
  // "never after 63C1" of a card that never answered so would pass whatever the subject does.
  if (!question.after.empty() && !answered(events, question.after)) {
    check.actual = fmt::format("the card never answered {}", question.after);
    check.verdict = Verdict::fail;
    return check;
  }
  const auto all = seen(since(events, question.after), question.operation);
  for (const auto& one : all) check.events.push_back(one.event);
  check.actual = times(all.size());
  const auto count = static_cast<long>(all.size());
  const bool as_expected = count >= question.at_least && count <= question.at_most.value_or(count);
  check.verdict = as_expected ? Verdict::pass : Verdict::fail;
  return check;
}

}  // namespace tameshi::judge
