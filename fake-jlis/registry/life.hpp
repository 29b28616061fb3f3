// The life of a resident: what an event does to the certificates, by life.yaml. Pure: no store, no clock.
#pragma once

#include <array>
#include <map>
#include <span>

#include "base/yaml_reader.hpp"
#include "fake-jlis/registry/records.hpp"

namespace tameshi::jlis::registry {

// The four certificates that a person may have.
enum class Slot : std::uint8_t { card_signature, card_authentication, phone_signature, phone_authentication };
inline constexpr std::array all_slots{Slot::card_signature, Slot::card_authentication, Slot::phone_signature,
                                      Slot::phone_authentication};
std::string_view to_string(Slot slot);
constexpr Kind kind_of(Slot slot) {
  return slot == Slot::card_signature || slot == Slot::phone_signature ? Kind::signature
                                                                       : Kind::authentication;
}
constexpr CarrierKind carrier_of(Slot slot) {
  return slot == Slot::card_signature || slot == Slot::card_authentication ? CarrierKind::card
                                                                           : CarrierKind::phone;
}

template <typename T>
using BySlot = std::array<T, all_slots.size()>;
template <typename T>
T& at(BySlot<T>& all, Slot slot) {
  return all[static_cast<std::size_t>(slot)];
}
template <typename T>
const T& at(const BySlot<T>& all, Slot slot) {
  return all[static_cast<std::size_t>(slot)];
}

enum class CertificateState : std::uint8_t { none, good, held, revoked, expired };
std::string_view to_string(CertificateState state);

enum class Possession : std::uint8_t { none, in_use, lost };
std::string_view to_string(Possession possession);

// All that the rules look at.
struct LifeState {
  Standing standing = Standing::here;
  Possession card = Possession::none;
  Possession phone = Possession::none;
  bool fifteen = true;       // has turned 15
  bool stay_ended = false;   // 在留期間 of who has one
  bool renewal_due = false;  // a certificate of the card is in its last three months
  BySlot<CertificateState> certificates{};

  bool operator==(const LifeState&) const = default;
};

enum class Rule : std::uint8_t { keep, revoke, lift, issue, replace, fill, expire };

struct SlotRule {
  Rule rule = Rule::keep;
  Reason reason = Reason::unspecified;  // of revoke
};

// One row of life.yaml.
struct LifeEvent {
  std::string name;
  std::string japanese;
  std::string says;
  bool by_clock = false;
  std::map<std::string, std::vector<std::string>> needs;  // by aspect, the states in which it can happen
  std::map<std::string, std::string> then;                // by aspect, what it becomes
  BySlot<SlotRule> slots{};
  std::vector<std::string> parameters;  // by their names in life_parameters.yaml
  std::string idle;                     // why it is refused when nothing would change; empty: it is not
  std::string source;
  std::string ours;  // which part of it no source says
};

struct Refusal {
  std::string aspect;
  std::string state;
  std::string what;
  std::string cure;
};

struct LifeTable {
  std::vector<LifeEvent> events;
  std::vector<Refusal> refusals;
};

// Reads a table; any mistake means none.
std::optional<LifeTable> read_life(std::string_view text, const std::string& file, yaml::Problems& problems);

// The built-in table, read once; Trouble when it is wrong.
const LifeTable& life();

// A row of it; the Problem suggests the nearest name.
Result<const LifeEvent*> find_life_event(std::string_view name);

// What becomes of one certificate.
struct SlotOutcome {
  std::optional<Reason> revoked;  // certificate-hold among them
  bool lifted = false;
  bool issued = false;

  bool operator==(const SlotOutcome&) const = default;
};

struct Outcome {
  LifeState after;
  BySlot<SlotOutcome> slots{};
};

// What the event does to somebody in this state, who asked for these certificates. A Problem says why it
// cannot happen, and what would have to happen first.
Result<Outcome> effect(const LifeEvent& event, const LifeState& before, const Certificates& asked = {});

}  // namespace tameshi::jlis::registry
