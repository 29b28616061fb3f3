// What happens to the card's holder happens in the fake J-LIS's register, and at the counter to the card.
#include <fmt/format.h>

#include "conformance/play/stage.hpp"

namespace tameshi::play {
namespace {

namespace registry = jlis::registry;

registry::LifeCommand command_of(const Stage& stage, const scenario::Step& step) {
  registry::LifeCommand out{step.act, stage.world.persona().id};
  for (const auto& parameter : step.with) out.parameters[parameter.name] = parameter.value;
  return out;
}

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

}  // namespace

Ending act_on_resident(Stage& stage, const scenario::Step& step) {
  const auto happened = stage.world.office().agency().apply(command_of(stage, step));
  if (!happened) return {"refused", {{"reason", to_string(happened.error())}}, {}};
  if (!happened->issued.empty()) stage.world.write_card();
  return {"done", told(*happened), {}};
}

}  // namespace tameshi::play
