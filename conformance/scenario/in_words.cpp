#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/secret.hpp"
#include "conformance/scenario/scenario.hpp"
#include "conformance/scenario/vocabulary.hpp"

namespace tameshi::scenario {
namespace {

// right and wrong are words of the scenario; anything else is a PIN, and even a made-up one is nobody's to
// read.
std::string shown(const Step& step, const Parameter& parameter) {
  const auto* act = vocabulary().find(step.actor, step.act);
  const auto* word = act == nullptr ? nullptr : act->parameter(parameter.name);
  const bool is_pin = word == nullptr ? parameter.name == "pin" : word->type == ParameterType::pin;
  if (!is_pin || parameter.value == "right" || parameter.value == "wrong") return parameter.value;
  return std::string(secret_dots);
}

template <typename Counted>
std::string times_in_words(const Counted& question) {
  if (question.at_most == question.at_least) {
    return question.at_least == 1 ? "once" : fmt::format("{} times", question.at_least);
  }
  return question.at_most ? fmt::format("at most {} times", *question.at_most)
                          : fmt::format("at least {} times", question.at_least);
}

struct InWords {
  std::string operator()(const OutcomeIs& q) const {
    return fmt::format("outcome is {}", fmt::join(q.any_of, " or "));
  }
  std::string operator()(const DetailIs& q) const { return fmt::format("{} is {}", q.name, q.value); }
  std::string operator()(const CardAnswered& q) const {
    return fmt::format("card answered {} to {}", q.status, q.operation);
  }
  std::string operator()(const CardSaw& q) const {
    const auto later = q.after.empty() ? "" : " after " + q.after;
    if (q.at_most == 0) return fmt::format("card never saw {}{}", q.operation, later);
    if (q.at_least == 1 && !q.at_most) return fmt::format("card saw {}{}", q.operation, later);
    return fmt::format("card saw {} {}{}", q.operation, times_in_words(q), later);
  }
  std::string operator()(const ServiceAnswered& q) const {
    return fmt::format("{} answered {}", q.service, q.answer);
  }
  std::string operator()(const ServiceAsked& q) const {
    const auto later = q.after.empty() ? "" : " after it answered " + q.after;
    if (q.at_most == 0) return fmt::format("{} was never asked{}", q.service, later);
    return fmt::format("{} was asked {}{}", q.service, times_in_words(q), later);
  }
  std::string operator()(const ServiceLied& q) const { return fmt::format("{} lied: {}", q.service, q.lie); }
  std::string operator()(const SecretsNeverShown&) const { return "secrets were never shown"; }
  std::string operator()(const TookAtMost& q) const { return "took at most " + q.written; }
};

}  // namespace

const Parameter* Step::parameter(std::string_view name) const {
  const auto it = std::find_if(with.begin(), with.end(), [&](const Parameter& p) { return p.name == name; });
  return it == with.end() ? nullptr : &*it;
}

std::string title_of(const Step& step) {
  std::vector<std::string> parts;
  if (!step.by.empty()) parts.push_back("by: " + step.by);
  for (const auto& parameter : step.with)
    parts.push_back(fmt::format("{}: {}", parameter.name, shown(step, parameter)));
  auto out = fmt::format("{}: {}", step.actor, step.act);
  if (!parts.empty()) out += fmt::format(" ({})", fmt::join(parts, ", "));
  return out;
}

std::string in_words(const Question& question) {
  return std::visit(InWords{}, question);
}

}  // namespace tameshi::scenario
