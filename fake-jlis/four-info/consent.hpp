// Consents by date, facts/pki.md §4.2: from when to when, and which of several counts.
#pragma once

#include <span>

#include "fake-jlis/four-info/application.hpp"
#include "fake-jlis/registry/records.hpp"

namespace tameshi::jlis::four_info {

struct Term {
  Instant valid_from{};
  Instant valid_until{};

  bool operator==(const Term&) const = default;
};

// From the next midnight in Japan, for so many years, to 23:59:59 of the last day. OURS: where the last year
// has no such day, the term ends with February.
Term term_after(Instant accepted_at, unsigned years);

enum class ConsentState : std::uint8_t { not_begun, in_force, replaced, expired, withdrawn };
std::string_view to_string(ConsentState state);  // "in-force"

// `all` are a person's consents to one service, in the order in which they were accepted. A new one takes the
// place of the one before when its term begins (OURS: until then the one before goes on).
const registry::Consent* consent_that_counts(std::span<const registry::Consent> all, Instant at);
ConsentState state_of(const registry::Consent& consent, std::span<const registry::Consent> all, Instant at);

// Of everything that a person consented to, what is for this service, in the order of acceptance.
std::vector<registry::Consent> to_service(const std::vector<registry::Consent>& all,
                                          std::string_view provider, std::string_view service);

std::vector<Item> items_of(const registry::Consent& consent);

}  // namespace tameshi::jlis::four_info
