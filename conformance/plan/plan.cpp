#include "conformance/plan/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/subjects/card_subject.hpp"

namespace tameshi::plan {
namespace {

using scenario::Parameter;
using scenario::Scenario;
using scenario::Step;
using subjects::SubjectFile;
using subjects::Way;

// A card in another reader has PINs that are not ours to know.
std::string unknown_pin(const Step& step, const SubjectFile& subject) {
  const auto* key = step.parameter("pin-of");
  if (subject.pcsc_reader.empty() || key == nullptr || step.parameter("pin") == nullptr) return {};
  if (subjects::pin_of_real_card(subject, key->value)) return {};
  return fmt::format("{} does not tell the {} PIN (step {})", subject.name, key->value, step.number);
}

std::string skip_reason(const Step& step, const SubjectFile& subject) {
  if (step.actor != "subject") return {};
  const auto* operation = subject.find(step.act);
  if (operation == nullptr)
    return fmt::format("{} does not offer {} (step {})", subject.name, step.act, step.number);
  if (auto reason = unknown_pin(step, subject); !reason.empty()) return reason;
  if (operation->ways.empty() || way_for(*operation, step.with) != nullptr) return {};
  return fmt::format("{} has no way to do step {}, {}", subject.name, step.number, scenario::title_of(step));
}

std::string skip_reason(const Scenario& scenario, const SubjectFile& subject) {
  for (const auto& skip : scenario.skip) {
    if (!skip.fits(subject.name)) continue;
    return skip.link.empty() ? skip.because : fmt::format("{} ({})", skip.because, skip.link);
  }
  for (const auto& step : scenario.steps) {
    if (auto reason = skip_reason(step, subject); !reason.empty()) return reason;
  }
  return {};
}

}  // namespace

std::vector<Run> plan(const std::vector<Scenario>& scenarios, const std::vector<SubjectFile>& subjects,
                      Devices devices) {
  std::vector<Run> out;
  out.reserve(scenarios.size() * subjects.size());
  for (const auto& scenario : scenarios) {
    for (const auto& subject : subjects) {
      auto reason = skip_reason(scenario, subject);
      if (reason.empty() && subject.kind == subjects::Kind::manual && devices == Devices::left_alone)
        reason = "nobody is at a terminal to work the device, and there is no --answers file";
      out.push_back({&scenario, &subject, std::move(reason)});
    }
  }
  return out;
}

Scenario turn_of(const Scenario& scenario, long command) {
  auto out = scenario;
  if (!scenario.given.sweep) return out;
  card::Fault fault;
  fault.kind = card::FaultKind::pulled;
  fault.name = "pulled";
  fault.moment = scenario.given.sweep->moment;
  fault.filter.nth = command;
  out.title += fmt::format(" (card pulled at command {})", command);
  out.given.faults.push_back(std::move(fault));
  return out;
}

bool is_swept(const std::vector<Event>& journal) {
  return std::none_of(journal.begin(), journal.end(), [](const Event& event) {
    const auto* fault = std::get_if<FaultStruck>(&event.body);
    return fault != nullptr && fault->fault == "pulled";
  });
}

const Way* way_for(const subjects::OfferedOperation& operation, const std::vector<Parameter>& parameters) {
  return subjects::first_way(operation, [&](std::string_view name) -> std::optional<std::string> {
    const auto it = std::find_if(parameters.begin(), parameters.end(),
                                 [&](const Parameter& parameter) { return parameter.name == name; });
    if (it == parameters.end()) return std::nullopt;
    return it->value;
  });
}

}  // namespace tameshi::plan
