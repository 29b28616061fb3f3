#include "fake-jlis/registry/life.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/suggest.hpp"

namespace tameshi::jlis::registry {
namespace {

using State = CertificateState;

constexpr std::array<std::string_view, 4> slots{"card-signature", "card-authentication", "phone-signature",
                                                "phone-authentication"};
constexpr std::array<std::string_view, 5> states{"none", "good", "held", "revoked", "expired"};
constexpr std::array<std::string_view, 3> possessions{"none", "in-use", "lost"};

// The state of an aspect, in the table's word.
std::string_view state_of(std::string_view aspect, const LifeState& life) {
  if (aspect == "standing") return to_string(life.standing);
  if (aspect == "card") return to_string(life.card);
  if (aspect == "phone") return to_string(life.phone);
  if (aspect == "age") return life.fifteen ? "fifteen" : "under-fifteen";
  if (aspect == "stay") return life.stay_ended ? "ended" : "valid";
  if (aspect == "renewal") return life.renewal_due ? "due" : "early";
  const auto* const slot = std::find(slots.begin(), slots.end(), aspect);
  return to_string(life.certificates.at(static_cast<std::size_t>(slot - slots.begin())));
}

Problem refusal_of(const LifeEvent& event, std::string_view aspect, std::string_view state) {
  const bool of_certificate = std::find(slots.begin(), slots.end(), aspect) != slots.end();
  const std::string_view looked_up = of_certificate ? "certificate" : aspect;
  for (const auto& refusal : life().refusals) {
    if (refusal.aspect == looked_up && refusal.state == state)
      return {of_certificate ? fmt::format("{} ({})", refusal.what, aspect) : refusal.what, event.name,
              refusal.cure};
  }
  return {fmt::format("{} is {}", aspect, state), event.name, ""};
}

Possession possession_from(std::string_view word) {
  return static_cast<Possession>(std::find(possessions.begin(), possessions.end(), word) -
                                 possessions.begin());
}

void become(LifeState& life, const std::map<std::string, std::string>& then) {
  for (const auto& [aspect, state] : then) {
    if (aspect == "standing") life.standing = standing_from(state).value_or(life.standing);
    if (aspect == "card") life.card = possession_from(state);
    if (aspect == "phone") life.phone = possession_from(state);
    if (aspect == "stay") life.stay_ended = state == "ended";
    if (aspect == "age") life.fifteen = state == "fifteen";
  }
}

// A revocation is for good; a hold is not yet.
bool can_be_revoked(State state) {
  return state == State::good || state == State::held;
}

SlotOutcome revocation(Reason reason, State state) {
  const bool hold = reason == Reason::certificate_hold;
  if (hold ? state != State::good : !can_be_revoked(state)) return {};
  return {reason, false, false};
}

// Signature certificates are not issued to who has not turned 15 (facts/pki.md §3).
bool may_have(Slot slot, const LifeState& life, const Certificates& asked) {
  return kind_of(slot) == Kind::signature ? asked.signature && life.fifteen : asked.authentication;
}

SlotOutcome new_one(bool wanted, State state) {
  auto out = revocation(Reason::superseded, state);
  out.issued = wanted;
  return out;
}

SlotOutcome outcome_of(const SlotRule& rule, State state, bool wanted) {
  switch (rule.rule) {
    case Rule::revoke:
      return revocation(rule.reason, state);
    case Rule::lift:
      return {std::nullopt, state == State::held, false};
    case Rule::issue:
      return new_one(wanted, state);
    case Rule::replace:
      return can_be_revoked(state) ? new_one(wanted, state) : SlotOutcome{};
    case Rule::fill:
      return state != State::good && wanted ? new_one(wanted, state) : SlotOutcome{};
    default:
      return {};
  }
}

State state_after(const SlotRule& rule, const SlotOutcome& outcome, State before) {
  if (outcome.issued || outcome.lifted) return State::good;
  if (outcome.revoked) return outcome.revoked == Reason::certificate_hold ? State::held : State::revoked;
  return rule.rule == Rule::expire && before != State::none ? State::expired : before;
}

std::optional<Problem> first_refusal(const LifeEvent& event, const LifeState& before) {
  for (const auto& [aspect, allowed] : event.needs) {
    const auto state = state_of(aspect, before);
    if (std::find(allowed.begin(), allowed.end(), state) == allowed.end())
      return refusal_of(event, aspect, state);
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Slot slot) {
  return slots.at(static_cast<std::size_t>(slot));
}

std::string_view to_string(CertificateState state) {
  return states.at(static_cast<std::size_t>(state));
}

std::string_view to_string(Possession possession) {
  return possessions.at(static_cast<std::size_t>(possession));
}

Result<const LifeEvent*> find_life_event(std::string_view name) {
  std::vector<std::string> names;
  names.reserve(life().events.size());
  for (const auto& event : life().events) {
    if (event.name == name) return &event;
    names.push_back(event.name);
  }
  return failure(fmt::format("there is no event \"{}\" in a resident's life", name), "",
                 suggestion(name, names));
}

Result<Outcome> effect(const LifeEvent& event, const LifeState& before, const Certificates& asked) {
  if (auto refusal = first_refusal(event, before)) return tl::unexpected(*std::move(refusal));
  Outcome out;
  out.after = before;
  become(out.after, event.then);
  for (const auto slot : all_slots) {
    const auto& rule = at(event.slots, slot);
    auto& state = at(out.after.certificates, slot);
    at(out.slots, slot) = outcome_of(rule, state, may_have(slot, before, asked));
    state = state_after(rule, at(out.slots, slot), state);
  }
  if (!event.idle.empty() && out.after == before && out.slots == BySlot<SlotOutcome>{})
    return failure(event.idle, event.name, "look at what the person has first");
  return out;
}

}  // namespace tameshi::jlis::registry
