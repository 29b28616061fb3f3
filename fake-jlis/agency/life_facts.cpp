#include "fake-jlis/agency/life_facts.hpp"

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "fake-jlis/ca/validity.hpp"
#include "fake-jlis/registry/certificate_state.hpp"

namespace tameshi::jlis::agency {
namespace {

using namespace registry;

Possession possession_of(const std::optional<Carrier>& carrier) {
  if (!carrier) return Possession::none;
  return carrier->state == CarrierState::lost ? Possession::lost : Possession::in_use;
}

void put_carriers(LifeFacts& facts, const std::vector<Carrier>& carriers, Instant at) {
  for (const auto& carrier : carriers) {
    if (carrier.state == CarrierState::ended || carrier.issued_at > at) continue;
    const bool past = carrier.not_after < at;
    if (carrier.kind == CarrierKind::card) (past ? facts.ended_card : facts.card) = carrier;
    if (carrier.kind == CarrierKind::phone && !past) facts.phone = carrier;
  }
  facts.state.card = possession_of(facts.card);
  facts.state.phone = possession_of(facts.phone);
}

void put_certificates(LifeFacts& facts, const Store& store, Instant at) {
  for (auto& certificate : store.certificates_of(facts.resident.id)) {
    if (certificate.issued_at > at) continue;
    for (const auto slot : all_slots) {
      if (carrier_of(slot) == certificate.carrier_kind && kind_of(slot) == certificate.id.authority.kind) {
        registry::at(facts.certificates, slot) = std::move(certificate);
        break;
      }
    }
  }
  for (const auto slot : all_slots) {
    const auto& certificate = registry::at(facts.certificates, slot);
    registry::at(facts.state.certificates, slot) =
        certificate ? state_at(store, *certificate, at) : CertificateState::none;
  }
}

bool is_renewal_due(const LifeFacts& facts, Instant at) {
  for (const auto slot : {Slot::card_signature, Slot::card_authentication}) {
    if (registry::at(facts.state.certificates, slot) != CertificateState::good) continue;
    if (at >= ca::renewal_opens(registry::at(facts.certificates, slot)->not_after)) return true;
  }
  return false;
}

// The last second of what comes first to its end; nothing when nothing will.
std::optional<Instant> next_end(const LifeFacts& facts) {
  std::optional<Instant> out;
  for (const auto slot : all_slots) {
    const auto& certificate = registry::at(facts.certificates, slot);
    if (certificate) out = std::min(out.value_or(certificate->not_after), certificate->not_after);
  }
  return out;
}

Problem too_early(const LifeEvent& event, std::optional<Instant> end, std::string_view what) {
  if (!end) return {fmt::format("there is no {} that could end", what), event.name, "issue one first"};
  return {fmt::format("the {} ends at {}", what, tameshi::to_string(*end)), event.name,
          "move the clock past that"};
}

}  // namespace

std::optional<Problem> not_yet(const LifeEvent& event, const LifeFacts& facts, Instant at) {
  if (event.then.contains("age")) {
    if (facts.state.fifteen) return std::nullopt;
    return Problem{"the person has not turned 15", event.name, "move the clock to the fifteenth birthday"};
  }
  if (event.then.contains("card")) {
    if (facts.ended_card) return std::nullopt;
    return too_early(event, facts.card ? std::optional(facts.card->not_after) : std::nullopt, "card");
  }
  const auto end = next_end(facts);
  if (end && *end < at) return std::nullopt;
  return too_early(event, end, "certificate");
}

Result<LifeFacts> facts_at(const Store& store, const ResidentId& resident, Instant at) {
  auto known = store.resident(resident, at);
  if (!known)
    return failure(fmt::format("nobody called \"{}\" is in the register", resident), "",
                   suggestion(resident, store.residents()));
  LifeFacts out;
  out.resident = *std::move(known);
  out.state.standing = out.resident.standing;
  out.state.fifteen =
      ca::may_have_signature_certificate(ca::reckoned_birth(out.resident.items.birth, at), at);
  if (const auto& stay = out.resident.stay_until) out.state.stay_ended = end_of_day_in_japan(*stay) < at;
  put_carriers(out, store.carriers_of(resident), at);
  put_certificates(out, store, at);
  out.state.renewal_due = is_renewal_due(out, at);
  return out;
}

Persona persona_of(const Resident& resident) {
  Persona out;
  out.id = resident.id;
  out.name = resident.items.name;
  out.romaji = resident.romaji;
  out.birth = resident.items.birth;
  out.sex = resident.items.sex;
  out.address = resident.items.address;
  out.municipality = resident.items.municipality;
  out.my_number = resident.my_number;
  out.substitutes = resident.items.substitutes;
  out.names = resident.names;
  if (resident.stay_until) out.stay_until = *resident.stay_until;
  return out;
}

}  // namespace tameshi::jlis::agency
