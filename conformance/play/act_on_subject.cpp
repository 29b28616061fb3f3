#include <algorithm>

#include "conformance/play/stage.hpp"
#include "conformance/scenario/vocabulary.hpp"
#include "conformance/subjects/cleaned.hpp"

namespace tameshi::play {
namespace {

subjects::Argument argument_for(const Stage& stage, const scenario::Step& step,
                                const scenario::Parameter& parameter, const scenario::ParameterWord& word) {
  subjects::Argument argument{parameter.name, parameter.value, {}, {}};
  if (word.type == scenario::ParameterType::pin)
    argument.secret = pin_for(stage.card->world, step, parameter.value, word.kind);
  if (word.type == scenario::ParameterType::document || word.type == scenario::ParameterType::kept) {
    argument.bytes = bytes_named(stage, parameter.value);
  }
  return argument;
}

// The other digit or letter at each place, so that a wrong PIN has the right form and never is the right one.
char other(char c) {
  if (c == '9') return '0';
  if (c == 'Z') return 'A';
  return static_cast<char>(c + 1);
}

// Of the key that the operation always uses, or that the step names.
const Secret& right_pin(const World& world, const scenario::Step& step, std::string_view key) {
  for (const auto* name : {"key", "certificate", "pin-of"}) {
    const auto* named = step.parameter(name);
    if (key.empty() && named != nullptr) key = named->value;
  }
  if (key == "input-support") return world.persona().pins.input_support;
  const bool signature = key.starts_with("signature");
  return signature ? world.persona().pins.signature : world.persona().pins.authentication;
}

// What a product says in words of its own may not have a PIN in it.
void clean_reason(Stage& stage, subjects::Reply& reply) {
  std::vector<std::string> found;
  for (auto& [name, value] : reply.details) {
    if (name == "reason") value = subjects::cleaned(std::move(value), stage.secrets, found);
  }
  subjects::tell_leaks(stage.journal, found, "reason that it gave");
}

}  // namespace

Secret pin_for(const World& world, const scenario::Step& step, const std::string& word,
               std::string_view key) {
  if (word != "right" && word != "wrong") return Secret(word);
  auto pin = right_pin(world, step, key).plain();
  if (word == "wrong") std::transform(pin.begin(), pin.end(), pin.begin(), other);
  return Secret(pin);
}

std::optional<Bytes> bytes_named(const Stage& stage, const std::string& name) {
  for (const auto& document : stage.scenario.given.documents) {
    if (document.name == name) return bytes_of(document.text);
  }
  const auto kept = stage.kept.find(name);
  if (kept == stage.kept.end()) return std::nullopt;
  return kept->second;
}

Ending act_on_subject(Stage& stage, const scenario::Step& step) {
  const auto* word = scenario::vocabulary().find("subject", step.act);
  subjects::Operation operation{step.act, {}, word->keeps};
  for (const auto& parameter : step.with) {
    operation.arguments.push_back(argument_for(stage, step, parameter, *word->parameter(parameter.name)));
  }
  auto& subject = stage.subjects->named(step.by);
  auto reply = subject.perform(operation);
  clean_reason(stage, reply);
  stage.reader.settle(subject.stays());
  return {std::move(reply.outcome), std::move(reply.details), std::move(reply.artefacts)};
}

}  // namespace tameshi::play
