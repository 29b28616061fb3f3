#include "fake-jlis/four-info/service.hpp"

#include <algorithm>

#include "base/openssl_digest.hpp"
#include "fake-jlis/registry/certificate_state.hpp"

namespace tameshi::jlis::four_info {

using registry::Certificate;

Service::Service(registry::Store& store, const Clock& clock, std::vector<Issuer> issuers, Bytes handle_key)
    : store_(store), clock_(clock), issuers_(std::move(issuers)), handle_key_(std::move(handle_key)) {}

Rules Service::rules() const {
  const std::lock_guard lock(mutex_);
  return rules_;
}

void Service::set(const Rules& rules) {
  const std::lock_guard lock(mutex_);
  rules_ = rules;
}

Bytes Service::key_identifier_of(const registry::AuthorityId& authority) const {
  const auto found =
      std::find_if(issuers_.begin(), issuers_.end(), [&](const Issuer& one) { return one.id == authority; });
  return found == issuers_.end() ? Bytes() : found->key_identifier;
}

// Issued by then.
std::optional<Certificate> Service::find(const AskedSerial& asked, Instant at) const {
  const auto issuer = std::find_if(issuers_.begin(), issuers_.end(), [&](const Issuer& one) {
    return one.key_identifier == asked.issuer_key_identifier;
  });
  if (issuer == issuers_.end() || !asked.serial) return std::nullopt;
  auto out = store_.certificate({issuer->id, *asked.serial});
  if (out && out->issued_at > at) out.reset();
  return out;
}

bool Service::is_synced(const Certificate& certificate, Instant at) const {
  return certificate.issued_at + rules().sync_delay <= at;
}

std::vector<Signature> Service::certificates_of(const registry::ResidentId& resident, Instant at) const {
  std::vector<Signature> out;
  for (auto& certificate : store_.certificates_of(resident)) {
    if (certificate.issued_at > at) continue;
    const auto state = registry::state_at(store_, certificate, at);
    const bool synced = is_synced(certificate, at);
    out.push_back({std::move(certificate), state, synced});
  }
  return out;
}

Told Service::latest(std::string_view provider, std::string_view service, const AskedSerial& asked) const {
  const auto now = clock_.now();
  Known known;
  known.asked = find(asked, now);
  if (!known.asked) return {};
  const auto& holder = known.asked->resident;
  known.consents = to_service(store_.consents_of(holder), provider, service);
  known.signatures = certificates_of(holder, now);
  std::erase_if(known.signatures,
                [](const Signature& one) { return one.certificate.id.authority.kind != Kind::signature; });
  auto found = four_info::latest(known, now);
  Told out{found.when, known.asked->id, std::move(found.newer), std::nullopt};
  if (!out.newer) return out;
  // What was written down when that certificate was made.
  const auto resident = store_.resident(holder, out.newer->issued_at);
  if (!resident)
    throw Trouble("a certificate is older than its holder", registry::to_string(out.newer->id), "");
  out.items = given(*resident, found.items, in_japan(now).date >= rules().furigana_from);
  return out;
}

Answer<std::vector<ListedConsent>> Service::consents(const AskedSerial& asked,
                                                     std::string_view provider) const {
  const auto now = clock_.now();
  const auto certificate = find(asked, now);
  if (!certificate) return tl::unexpected(Refused{Case::not_linked, {}});
  if (!is_synced(*certificate, now)) return tl::unexpected(Refused{Case::link_not_synced, {}});
  auto out = consents_of(certificate->resident);
  std::erase_if(out, [&](const ListedConsent& one) { return one.consent.provider != provider; });
  return out;
}

ListedConsent Service::listed(const registry::Consent& consent) const {
  const auto alike = to_service(store_.consents_of(consent.resident), consent.provider, consent.service);
  return {consent, state_of(consent, alike, clock_.now())};
}

std::vector<ListedConsent> Service::consents_of(const registry::ResidentId& resident) const {
  std::vector<ListedConsent> out;
  for (const auto& consent : store_.consents_of(resident)) out.push_back(listed(consent));
  return out;
}

Links Service::links(std::string_view platform, const AskedSerial& asked) const {
  const auto now = clock_.now();
  const auto certificate = find(asked, now);
  if (!certificate) return {};
  if (!is_synced(*certificate, now)) return {Case::link_not_synced, {}, {}};
  Links out{Case::linked, person_handle(handle_key_, platform, certificate->resident), {}};
  for (auto& one : certificates_of(certificate->resident, now)) {
    if (one.synced) out.certificates.push_back({std::move(one.certificate), one.state});
  }
  return out;
}

// A zero byte cannot be in either name.
std::string person_handle(ByteView key, std::string_view platform, const registry::ResidentId& person) {
  constexpr std::size_t length = 16;
  auto mac = openssl::hmac_sha256(key, concat({bytes_of(platform), Bytes{0}, bytes_of(person)}));
  mac.resize(length);
  return hex(mac);
}

}  // namespace tameshi::jlis::four_info
