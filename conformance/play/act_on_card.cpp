#include <fmt/format.h>

#include "conformance/play/stage.hpp"
#include "simulator/card/inspect.hpp"

namespace tameshi::play {
namespace {

Ending insert(Stage& stage, const scenario::Step& step) {
  if (const auto* of = step.parameter("of")) {
    const auto named = stage.cards.find(of->value);
    if (named == stage.cards.end()) throw Trouble("nobody made this card", of->value, "");
    if (stage.card != named->second) stage.reader.remove();
    stage.card = named->second;
  }
  stage.reader.insert(stage.card->recorded, stage.card->world.persona().id);
  return {};
}

Ending disarm(Stage& stage, const scenario::Step& step) {
  const auto* name = step.parameter("fault");
  stage.board.disarm(name == nullptr ? std::string_view() : name->value);
  return {};
}

}  // namespace

card::Fault with_persona(const Stage& stage, card::Fault fault) {
  if (fault.persona.empty() || fault.kind == card::FaultKind::second_card) return fault;
  const auto named = stage.cards.find(fault.persona);
  if (named == stage.cards.end()) throw Trouble("nobody made this card", fault.persona, "");
  for (const auto& application : card::inspect(named->second->world.card())) {
    for (const auto& file : application.files) {
      if (file.id != fault.filter.file || file.contents.empty()) continue;
      if (!fault.filter.application.empty() && fault.filter.application != application.table->aid) continue;
      fault.bytes.assign(file.contents.begin(), file.contents.end());
      return fault;
    }
  }
  throw Trouble(fmt::format("the card of {} has no file {:04X}", fault.persona, *fault.filter.file), "", "");
}

Ending act_on_card(Stage& stage, const scenario::Step& step) {
  if (step.act == "insert") return insert(stage, step);
  if (step.act == "disarm") return disarm(stage, step);
  if (step.act == "arm") {
    stage.board.arm(with_persona(stage, step.fault.value()));
    return {};
  }
  stage.reader.remove();
  if (step.act == "reset") stage.reader.insert(stage.card->recorded, stage.card->world.persona().id);
  return {};
}

}  // namespace tameshi::play
