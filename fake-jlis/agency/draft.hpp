// One event on its way into the registry: an outcome of the rules becomes carriers, certificates and changes
// of status.
#pragma once

#include "fake-jlis/agency/agency.hpp"

namespace tameshi::jlis::agency {

// What a draft is made with.
struct Desk {
  const AgencySettings& settings;
  const registry::Store& store;
  const ca::AuthoritySet& authorities;
  ca::KeyPool& pool;
};

struct DraftTerms {
  const registry::LifeEvent& event;
  const LifeCommand& command;
  const registry::Outcome& outcome;
  std::optional<registry::CardDate> card_expires;  // a persona's own date
  Instant at{};
};

// A Problem when a key of the pool is none.
Result<registry::Entry> draft_entry(const Desk& desk, const LifeFacts& before,
                                    const registry::Resident& after, const DraftTerms& terms);

}  // namespace tameshi::jlis::agency
