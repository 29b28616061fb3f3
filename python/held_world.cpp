#include "python/held_world.hpp"

namespace tameshi::python {

HeldJlis& HeldWorld::jlis() {
  if (!jlis_) jlis_ = std::make_unique<HeldJlis>(host_.office(), host_.clock(), journal_);
  return *jlis_;
}

HeldCard* HeldWorld::card_called(const std::string& persona) {
  const auto found = cards_.find(persona);
  return found == cards_.end() ? nullptr : &found->second;
}

HeldCard& HeldWorld::card_of(const jlis::registry::Persona& persona) {
  if (auto* card = card_called(persona.id)) return *card;
  auto settings = settings_;
  settings.who = persona;
  settings.generation.clear();
  settings.deviation.clear();
  settings.card_number = 1;  // keys of its own, as a scenario's second card has
  settings.clock = host_.clock().now();
  auto guest = std::make_unique<play::World>(settings);
  guest->join(host_);
  auto& kept = *guests_.emplace(persona.id, std::move(guest)).first->second;
  return cards_.try_emplace(persona.id, kept, journal_).first->second;
}

Result<jlis::agency::Happened> HeldWorld::apply(const jlis::registry::LifeCommand& command) {
  auto happened = jlis().apply(command);
  auto* card = card_called(command.resident);
  if (happened && !happened->issued.empty() && card != nullptr) {
    const std::lock_guard lock(card->mutex);
    card->world().write_card();
    card->outside().power_on();
  }
  return happened;
}

}  // namespace tameshi::python
