#include <fmt/format.h>

#include "conformance/play/stage.hpp"
#include "simulator/card/inspect.hpp"

namespace tameshi::play {
namespace {

GuestCard& card_of(const Stage& stage, const std::string& persona) {
  const auto named = stage.cards.find(persona);
  if (named == stage.cards.end()) throw Trouble("nobody made this card", persona, "");
  return *named->second;
}

bool is_about_second(const scenario::Step& step) {
  const auto* reader = step.parameter("reader");
  return reader != nullptr && reader->value == "second";
}

// The certificates on it are what the step says, or the honest ones again.
void forge(const Stage& stage, GuestCard& card, const scenario::Step& step) {
  const auto* deviation = step.parameter("certificate");
  if (deviation != nullptr) card.world.forge_card(deviation->value, stage.world.clock().now());
  if (deviation == nullptr && card.is_forged) card.world.write_card();
  card.is_forged = deviation != nullptr;
}

Ending insert(Stage& stage, const scenario::Step& step) {
  const auto* of = step.parameter("of");
  if (is_about_second(step)) {
    insert_second(stage, of == nullptr ? "" : of->value);
    return {};
  }
  if (of != nullptr) {
    auto& named = card_of(stage, of->value);
    if (stage.card != &named) stage.reader.remove();
    stage.card = &named;
  }
  forge(stage, *stage.card, step);
  stage.reader.insert(stage.card->in_reader(), stage.card->world.persona().id);
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
  for (const auto& application : card::inspect(card_of(stage, fault.persona).world.card())) {
    for (const auto& file : application.files) {
      if (file.id != fault.filter.file || file.contents.empty()) continue;
      if (!fault.filter.application.empty() && fault.filter.application != application.table->aid) continue;
      fault.bytes.assign(file.contents.begin(), file.contents.end());
      return fault;
    }
  }
  throw Trouble(fmt::format("the card of {} has no file {:04X}", fault.persona, *fault.filter.file), "", "");
}

void insert_second(Stage& stage, const std::string& persona) {
  auto& guest = card_of(stage, persona);
  if (stage.reader.has_card() && stage.card == &guest) {
    throw Trouble("this card is in the first reader", persona, "name another persona for the second");
  }
  stage.reader.insert_second(guest.in_second_reader(), persona);
}

Ending act_on_card(Stage& stage, const scenario::Step& step) {
  if (step.act == "insert") return insert(stage, step);
  if (step.act == "disarm") return disarm(stage, step);
  if (step.act == "arm") {
    stage.board.arm(with_persona(stage, step.fault.value()));
    return {};
  }
  if (is_about_second(step)) {
    stage.reader.remove_second();
    return {};
  }
  stage.reader.remove();
  if (step.act == "reset") stage.reader.insert(stage.card->in_reader(), stage.card->world.persona().id);
  return {};
}

}  // namespace tameshi::play
