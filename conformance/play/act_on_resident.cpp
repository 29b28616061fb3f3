// What happens to people happens in the fake J-LIS's register, and at the counter to their cards.
#include <fmt/format.h>

#include "conformance/play/stage.hpp"

namespace tameshi::play {
namespace {

namespace registry = jlis::registry;

std::string resident_of(const Stage& stage, const scenario::Step& step) {
  const auto* of = step.parameter("of");
  return of == nullptr ? stage.world.persona().id : of->value;
}

registry::LifeCommand command_of(const Stage& stage, const scenario::Step& step) {
  registry::LifeCommand out{step.act, resident_of(stage, step)};
  for (const auto& parameter : step.with) {
    if (parameter.name != "of") out.parameters[parameter.name] = parameter.value;
  }
  return out;
}

Ending withdraw_consent(Stage& stage, const scenario::Step& step) {
  const auto done = stage.jlis->withdraw_consent(resident_of(stage, step), step.parameter("service")->value,
                                                 step.parameter("channel")->value);
  if (!done) return {"refused", {{"reason", to_string(done.error())}}, {}};
  return {"done", {{"consent", done->consent}}, {}};
}

}  // namespace

std::vector<NamedText> told(const jlis::agency::Happened& happened) {
  std::vector<NamedText> out;
  for (const auto& id : happened.issued) out.emplace_back("issued", to_string(id));
  for (const auto& change : happened.statuses) {
    const auto what =
        change.revocation ? to_string(change.revocation->reason) : std::string_view("good again");
    out.emplace_back("status", fmt::format("{} {}", to_string(change.certificate), what));
  }
  out.emplace_back("because", happened.because);
  return out;
}

Ending act_on_resident(Stage& stage, const scenario::Step& step) {
  if (step.act == "withdraw-consent") return withdraw_consent(stage, step);
  const auto command = command_of(stage, step);
  const auto happened = stage.world.office().agency().apply(command);
  if (!happened) return {"refused", {{"reason", to_string(happened.error())}}, {}};
  if (!happened->issued.empty()) stage.cards.at(command.resident)->world.write_card();
  return {"done", told(*happened), {}};
}

}  // namespace tameshi::play
