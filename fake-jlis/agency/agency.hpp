// The fake J-LIS as one object. Its words are the events of life.yaml; the world's clock says when.
#pragma once

#include <map>
#include <mutex>

#include "fake-jlis/agency/life_facts.hpp"
#include "fake-jlis/ca/generations.hpp"
#include "fake-jlis/ca/key_numbers.hpp"
#include "fake-jlis/registry/life_command.hpp"
#include "fake-jlis/registry/store.hpp"

namespace tameshi::jlis::agency {

using registry::LifeCommand;

struct AgencySettings {
  ca::Settings authority = {};
  // The pool's keys that people's certificates share, pairs of signature and authentication.
  unsigned first_key = ca::key_numbers::certified.first;
  unsigned key_pairs = ca::key_numbers::certified.count / 2;
  std::uint64_t first_serial = registry::first_serial;  // of people's certificates, in a new registry
};

// What an event did.
struct Happened {
  std::uint64_t event = 0;  // its number in the registry
  Instant at{};
  std::string name;
  registry::ResidentId resident;
  std::vector<registry::CertificateId> issued;
  std::vector<registry::StatusChange> statuses;
  std::string because;  // the rule and its source
};

// Safe to use from several threads: one command at a time, questions to the store at any time.
class Agency {
 public:
  // Trouble when the settings cannot be used, a key is missing, or the registry was made under other
  // authorities.
  Agency(AgencySettings settings, registry::Store& store, const Clock& clock, ca::KeyPool& pool);

  // Every generation of both CAs: certificate, name and key.
  [[nodiscard]] const ca::AuthoritySet& authorities() const { return authorities_; }
  [[nodiscard]] const AgencySettings& settings() const { return settings_; }
  [[nodiscard]] registry::Store& store() { return store_; }
  [[nodiscard]] const registry::Store& store() const { return store_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }

  // A persona enters the register, with the card that the persona file speaks of, issued when it says. A
  // Problem when somebody of that id is there.
  Result<Happened> admit(const registry::Persona& persona);

  // A Problem says why it cannot happen and what would have to happen first; then nothing has changed.
  // Trouble when the registry cannot keep it.
  Result<Happened> apply(const LifeCommand& command);

  // The same, before now; never before what happened to this resident last.
  Result<Happened> apply_past(const LifeCommand& command, Instant at);

  // A CA's key leaks: everything under it is revoked with ca-compromise.
  Result<Happened> leak_authority_key(const registry::AuthorityId& authority);

  // What is known of a resident now.
  [[nodiscard]] Result<LifeFacts> facts_of(const registry::ResidentId& resident) const;

  // What the register said of a resident at that instant, with the PINs and the card of the persona who
  // entered here under that id or, in a registry from before, of the built-in one.
  [[nodiscard]] Result<registry::Persona> persona_at(const registry::ResidentId& resident, Instant at) const;
  // Who is in the registry already; persona_at() would not know their PINs otherwise.
  void remember(const registry::Persona& persona);

 private:
  Result<Happened> enter(const registry::Persona& persona, Instant now);
  Result<Happened> apply_at(const LifeCommand& command, const registry::Certificates& asked, Instant at,
                            const std::optional<registry::CardDate>& card_expires);
  Result<Happened> note(const registry::LifeEvent& event, const LifeFacts& facts, Instant at);
  void record_authorities();

  AgencySettings settings_;
  registry::Store& store_;
  const Clock& clock_;
  ca::KeyPool& pool_;
  ca::AuthoritySet authorities_;
  mutable std::mutex mutex_;
  std::map<registry::ResidentId, registry::Persona> personas_;  // who entered in this run
};

}  // namespace tameshi::jlis::agency
