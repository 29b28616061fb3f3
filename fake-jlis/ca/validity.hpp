// How long cards and certificates are valid, facts/pki.md §1.7: everything ends at 23:59:59 Japanese time.
// OURS, because no source says it: a birthday counts only when it lies after the day of issue, so that
// whoever is issued a certificate on a birthday waits for the fifth one after it; and who was born on 29
// February has the birthday on the 28th in common years.
#pragma once

#include <chrono>
#include <optional>

#include "base/clock.hpp"
#include "fake-jlis/registry/birth_date.hpp"

namespace tameshi::jlis::ca {

struct ValidityTerms {
  std::chrono::year_month_day birth;  // known in full
  Instant issued_at{};
  bool renewal = false;                             // applied for in the last three months of the old one
  std::optional<Instant> card_not_after;            // caps both certificates
  std::optional<Instant> authentication_not_after;  // caps the signature certificate
};

// The birth date that validity is reckoned from. OURS, because no source says it: a month or day that nobody
// knows counts as the first one; who has no known year is an adult with the birthday on the day of issue.
std::chrono::year_month_day reckoned_birth(const registry::BirthDate& birth, Instant issued_at);

// The fifth birthday from issue, the sixth on renewal, or the earliest cap.
Instant certificate_not_after(const ValidityTerms& terms);

// From when on a certificate can be renewed: the start of the day three months before its last one; where
// that month has no such day, of the month's last (OURS).
Instant renewal_opens(Instant not_after);

// The card: the tenth birthday of an adult, the fifth of a minor. Adults are 18, since 1 April 2022 (Civil
// Code Article 4); 20 before.
Instant card_not_after(std::chrono::year_month_day birth, Instant issued_at);

// A CA's own certificate: ten years, to the end of the day before the date comes round again (§1.1, all six
// roots).
Instant authority_not_after(Instant issued_at);

// Signature certificates are in principle not issued to who has not turned 15 (facts/pki.md §3). For callers
// to heed.
bool may_have_signature_certificate(std::chrono::year_month_day birth, Instant issued_at);

}  // namespace tameshi::jlis::ca
