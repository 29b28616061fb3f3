#include "conformance/play/office.hpp"

#include <algorithm>
#include <map>
#include <mutex>

namespace tameshi::play {
namespace {

namespace ca = jlis::ca;
namespace registry = jlis::registry;
using jlis::Kind;

jlis::agency::AgencySettings settings_of(const OfficeOrder& order) {
  constexpr std::uint64_t steps = 1'000'000;
  jlis::agency::AgencySettings out;
  if (order.line == ca::Line::next) out.authority.line = order.line;
  out.first_serial = registry::first_serial + 100 * (order.seed % steps) + order.number;
  return out;
}

}  // namespace

ca::KeyPool& pool_in(const std::string& directory) {
  static std::mutex mutex;
  static std::map<std::string, ca::KeyPool> all;
  const std::lock_guard lock(mutex);
  return all.try_emplace(directory, directory).first->second;
}

Office::Office(const OfficeOrder& order, const Clock& clock)
    : pool_(pool_in(order.key_directory)),
      store_(registry::store_in_memory()),
      agency_(settings_of(order), *store_, clock, pool_) {}

// OURS: who may not enrol a phone, for want of a good certificate, has the card's certificates in it.
void Office::admit(registry::Persona persona, ca::Line line) {
  if (line == ca::Line::mobile) {
    persona.card.generation = "mobile";
    if (agency_.admit(persona)) return;
  }
  persona.card.generation = "current";
  value_or_trouble(agency_.admit(persona));
}

std::vector<std::pair<std::string, std::string>> Office::anchors() const {
  std::map<std::string, std::string> out;
  for (const auto& [id, authority] : agency_.authorities())
    out[std::string(to_string(id.kind))] += pem("CERTIFICATE", authority.certificate().der);
  return {out.begin(), out.end()};
}

Held held_by(const registry::Store& store, const registry::ResidentId& resident, ca::Line line) {
  const auto carriers = store.carriers_of(resident);
  const auto last_of = [&](registry::CarrierKind kind) {
    return std::find_if(carriers.rbegin(), carriers.rend(),
                        [&](const auto& one) { return one.kind == kind; });
  };
  const auto card = last_of(registry::CarrierKind::card);
  if (card == carriers.rend()) throw Trouble("no card was issued", resident, "");
  const auto phone = last_of(registry::CarrierKind::phone);
  const auto& holder = line == ca::Line::mobile && phone != carriers.rend() ? *phone : *card;
  Held out{std::nullopt, std::nullopt, holder.number, holder.issued_at, card->not_after};
  for (auto& certificate : store.certificates_on(holder.number)) {
    auto& place = certificate.id.authority.kind == Kind::signature ? out.signature : out.authentication;
    place = std::move(certificate);
  }
  return out;
}

}  // namespace tameshi::play
