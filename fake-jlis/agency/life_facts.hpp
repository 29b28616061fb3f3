// What the registry knows of one resident at an instant, and the state that the rules of life look at.
#pragma once

#include "fake-jlis/registry/life.hpp"
#include "fake-jlis/registry/store.hpp"

namespace tameshi::jlis::agency {

struct LifeFacts {
  registry::Resident resident;
  std::optional<registry::Carrier> card;        // in use or lost, and not past its end
  std::optional<registry::Carrier> phone;       // likewise
  std::optional<registry::Carrier> ended_card;  // past its end, and nothing else had happened to it
  registry::BySlot<std::optional<registry::Certificate>> certificates;  // the last one of each slot
  registry::LifeState state;
};

// A Problem when nobody of that id was known then.
Result<LifeFacts> facts_at(const registry::Store& store, const registry::ResidentId& resident, Instant at);

// Of an event by the clock: why it has not happened; nothing when it has.
std::optional<Problem> not_yet(const registry::LifeEvent& event, const LifeFacts& facts, Instant at);

// The resident as certificates are made from; PINs and the card's details are not the registry's.
registry::Persona persona_of(const registry::Resident& resident);

}  // namespace tameshi::jlis::agency
