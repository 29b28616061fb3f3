#include "fake-jlis/four-info/consent.hpp"

#include <algorithm>
#include <array>

namespace tameshi::jlis::four_info {
namespace {

using registry::Consent;

constexpr std::array<std::string_view, 5> states{"not-begun", "in-force", "replaced", "expired", "withdrawn"};

bool has_begun(const Consent& consent, Instant at) {
  return consent.valid_from <= at;
}

}  // namespace

Term term_after(Instant accepted_at, unsigned years) {
  using std::chrono::sys_days;
  const std::chrono::year_month_day first = sys_days{in_japan(accepted_at).date} + std::chrono::days{1};
  const auto then = first + std::chrono::years{years};
  // The day after the last one; 1 March where there is no 29 February.
  const auto after = then.ok() ? sys_days{then} : sys_days{then.year() / std::chrono::March / 1};
  return {start_of_day_in_japan(first), end_of_day_in_japan(after - std::chrono::days{1})};
}

std::string_view to_string(ConsentState state) {
  return states.at(static_cast<std::size_t>(state));
}

const Consent* consent_that_counts(std::span<const Consent> all, Instant at) {
  const auto found =
      std::find_if(all.rbegin(), all.rend(), [at](const Consent& one) { return has_begun(one, at); });
  return found == all.rend() ? nullptr : &*found;
}

ConsentState state_of(const Consent& consent, std::span<const Consent> all, Instant at) {
  if (consent.withdrawn_at && *consent.withdrawn_at <= at) return ConsentState::withdrawn;
  if (!has_begun(consent, at)) return ConsentState::not_begun;
  if (consent.valid_until < at) return ConsentState::expired;
  const auto* counting = consent_that_counts(all, at);
  return counting != nullptr && counting->id != consent.id ? ConsentState::replaced : ConsentState::in_force;
}

std::vector<Consent> to_service(const std::vector<Consent>& all, std::string_view provider,
                                std::string_view service) {
  std::vector<Consent> out;
  std::copy_if(all.begin(), all.end(), std::back_inserter(out),
               [&](const Consent& one) { return one.provider == provider && one.service == service; });
  return out;
}

std::vector<Item> items_of(const Consent& consent) {
  std::vector<Item> out;
  for (const auto& word : consent.items) {
    if (const auto item = item_from(word)) out.push_back(*item);
  }
  return out;
}

}  // namespace tameshi::jlis::four_info
