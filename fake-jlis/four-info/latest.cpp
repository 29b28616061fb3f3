#include "fake-jlis/four-info/latest.hpp"

#include <algorithm>

namespace tameshi::jlis::four_info {
namespace {

using registry::CertificateState;

bool is_good(const Signature& one) {
  return one.state == CertificateState::good && one.synced;
}

// Nothing when the person consents, for this service and now.
std::optional<Case> without_consent(const Known& known, Instant at) {
  if (known.consents.empty()) return Case::not_consented;
  const auto* consent = consent_that_counts(known.consents, at);
  const auto& last = consent == nullptr ? known.consents.back() : *consent;
  switch (state_of(last, known.consents, at)) {
    case ConsentState::withdrawn:
      return Case::consent_withdrawn;
    case ConsentState::not_begun:
      return Case::consent_not_begun;
    case ConsentState::expired:
      return Case::consent_expired;
    case ConsentState::in_force:
    case ConsentState::replaced:
      break;
  }
  return std::nullopt;
}

// Why nothing can be provided though the one asked about is no longer good.
Case why_nothing(std::span<const Signature> newer, const Signature& asked) {
  if (std::any_of(newer.begin(), newer.end(), [](const Signature& one) { return !one.synced; }))
    return Case::latest_not_synced;
  const auto& last = newer.empty() ? asked : newer.back();
  if (last.state == CertificateState::expired) return Case::latest_expired;
  return newer.empty() ? Case::not_re_issued : Case::latest_revoked_or_on_hold;
}

// Of who consents.
Latest by_certificates(const Known& known, std::size_t asked) {
  const std::span all(known.signatures);
  const auto state = all[asked].state;
  if (state == CertificateState::held) return {Case::asked_on_hold, {}, {}};
  if (state == CertificateState::good) return {Case::unchanged, {}, {}};
  // A good one tells how things are now: a change of any item would have revoked it (facts/pki.md §3).
  const auto good = std::find_if(all.rbegin(), all.rend(), is_good);
  if (good == all.rend()) return {why_nothing(all.subspan(asked + 1), all[asked]), {}, {}};
  return {Case::newer, good->certificate, {}};
}

}  // namespace

Latest latest(const Known& known, Instant at) {
  if (!known.asked) return {Case::unknown_serial, {}, {}};
  const auto asked =
      std::find_if(known.signatures.begin(), known.signatures.end(),
                   [&](const Signature& one) { return one.certificate.id == known.asked->id; });
  if (asked == known.signatures.end()) return {Case::authentication_serial, {}, {}};
  if (!asked->synced) return {Case::serial_not_synced, {}, {}};
  if (const auto refused = without_consent(known, at)) return {*refused, {}, {}};
  auto out = by_certificates(known, static_cast<std::size_t>(asked - known.signatures.begin()));
  if (out.newer) out.items = items_of(*consent_that_counts(known.consents, at));
  return out;
}

}  // namespace tameshi::jlis::four_info
