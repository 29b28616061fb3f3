// What the fake J-LIS saw: the journal's exchanges of one service.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/judge/ask.hpp"

namespace tameshi::judge {
namespace {

struct Seen {
  std::size_t event = 0;
  const ServiceExchange* exchange = nullptr;
};

std::vector<Seen> seen(Events events, std::string_view service) {
  std::vector<Seen> out;
  for (const auto& event : events) {
    const auto* exchange = std::get_if<ServiceExchange>(&event.body);
    if (exchange != nullptr && exchange->service == service) out.push_back({event.number, exchange});
  }
  return out;
}

bool gave(const ServiceExchange& exchange, std::string_view answer) {
  return std::any_of(exchange.answers.begin(), exchange.answers.end(),
                     [&](const ServiceAnswer& one) { return one.answer == answer; });
}

void add_new(std::vector<std::string>& to, std::string word) {
  if (std::find(to.begin(), to.end(), word) == to.end()) to.push_back(std::move(word));
}

// A pass rests on the exchanges that were so; a failure on all that were not.
template <typename IsIt>
void rest_on(Check& check, const std::vector<Seen>& all, IsIt is_it) {
  const bool found = std::any_of(all.begin(), all.end(), is_it);
  for (const auto& one : all) {
    if (!found || is_it(one)) check.events.push_back(one.event);
  }
  check.verdict = found ? Verdict::pass : Verdict::fail;
}

std::string answers_in_words(const std::vector<Seen>& all, std::string_view service) {
  std::vector<std::string> words;
  for (const auto& [event, exchange] : all) {
    for (const auto& one : exchange->answers) add_new(words, one.answer);
    if (exchange->answers.empty()) add_new(words, fmt::format("HTTP {}", exchange->status));
  }
  return words.empty() ? fmt::format("{} never asked", service)
                       : fmt::format("answered {}", fmt::join(words, ", "));
}

}  // namespace

Check ask_service(const scenario::ServiceAnswered& question, Events events) {
  auto check = unasked(question);
  const auto all = seen(events, question.service);
  rest_on(check, all, [&](const Seen& one) { return gave(*one.exchange, question.answer); });
  check.actual = answers_in_words(all, question.service);
  return check;
}

Check ask_service(const scenario::ServiceAsked& question, Events events) {
  auto check = unasked(question);
  auto all = seen(events, question.service);
  if (!question.after.empty()) {
    const auto first = std::find_if(all.begin(), all.end(),
                                    [&](const Seen& one) { return gave(*one.exchange, question.after); });
    if (first == all.end()) {
      check.actual = fmt::format("{} never answered {}", question.service, question.after);
      check.verdict = Verdict::fail;
      return check;
    }
    all.erase(all.begin(), std::next(first));
  }
  for (const auto& one : all) check.events.push_back(one.event);
  const auto count = static_cast<long>(all.size());
  check.actual = count == 0   ? "never asked"
                 : count == 1 ? "asked once"
                              : fmt::format("asked {} times", count);
  const bool as_expected = count >= question.at_least && count <= question.at_most.value_or(count);
  check.verdict = as_expected ? Verdict::pass : Verdict::fail;
  return check;
}

Check ask_service(const scenario::ServiceLied& question, Events events) {
  auto check = unasked(question);
  const auto all = seen(events, question.service);
  std::vector<std::string> told;
  for (const auto& [event, exchange] : all) {
    for (const auto& lie : exchange->lies) add_new(told, lie);
  }
  rest_on(check, all, [&](const Seen& one) {
    const auto& lies = one.exchange->lies;
    return std::find(lies.begin(), lies.end(), question.lie) != lies.end();
  });
  check.actual = all.empty()    ? "never asked"
                 : told.empty() ? "honest"
                                : fmt::format("{}", fmt::join(told, ", "));
  return check;
}

}  // namespace tameshi::judge
