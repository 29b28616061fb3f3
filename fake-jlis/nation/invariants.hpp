// What must hold whatever happens to people, each a pure function of what an observer saw. What it gives are
// breaches; none is well.
#pragma once

#include <map>
#include <span>

#include "fake-jlis/four-info/items.hpp"
#include "fake-jlis/registry/records.hpp"

namespace tameshi::jlis::nation {

enum class Invariant : std::uint8_t {
  one_good,             // never two good certificates of a kind on one person's cards, nor on their phones
  hold_stays,           // a hold on a card is never lifted; what is revoked for good stays as it is
  as_it_happened,       // OCSP says what J-LIS did
  lists_agree,          // a list says what OCSP says
  within_consent,       // no item is told that its holder does not consent to now
  told_as_registered,   // what is told is what the register says now
  a_client_can_follow,  // a careful client takes every answer
};
inline constexpr std::array all_invariants{Invariant::one_good,           Invariant::hold_stays,
                                           Invariant::as_it_happened,     Invariant::lists_agree,
                                           Invariant::within_consent,     Invariant::told_as_registered,
                                           Invariant::a_client_can_follow};
std::string_view to_string(Invariant invariant);  // "one-good"

struct Breach {
  Invariant invariant = Invariant::one_good;
  Instant at{};
  registry::ResidentId resident;
  std::string certificate;  // "signature/3 200000002"; empty: none in particular
  std::string what;

  bool operator==(const Breach&) const = default;
};
// One line.
std::string to_string(const Breach& breach);
using Breaches = std::vector<Breach>;

// What somebody was told of a certificate.
struct Sight {
  bool known = false;
  std::optional<registry::Revocation> revocation;

  [[nodiscard]] bool is_good() const { return known && !revocation; }
  [[nodiscard]] bool is_held() const {
    return revocation && revocation->reason == registry::Reason::certificate_hold;
  }
  bool operator==(const Sight&) const = default;
};
std::string to_string(const Sight& sight);

// A certificate as it is remembered.
struct Watched {
  registry::CertificateId id;
  registry::ResidentId resident;
  registry::CarrierKind carrier_kind = registry::CarrierKind::card;
  std::uint64_t carrier = 0;
  registry::Municipality municipality;
  Instant not_after{};
  Sight expected;             // what J-LIS said that it did
  std::optional<Sight> seen;  // when it was looked at last
};

// `all` are one person's.
Breaches one_good(std::span<const Watched* const> all, Instant at);
Breaches hold_stays(const Watched& before, const Sight& now, Instant at);
Breaches as_it_happened(const Watched& certificate, const Sight& now, Instant at);

// A municipality's list, and what OCSP says of its certificates at the same time.
struct ListView {
  std::string name;
  Instant this_update{};
  std::map<std::uint64_t, registry::Revocation> revoked;
};
struct Shown {
  const Watched* certificate = nullptr;
  Sight sight;
};
// `shown`: every certificate that the list has, and every one of its certificates that is revoked.
Breaches lists_agree(const ListView& list, std::span<const Shown> shown, Instant at);

// What somebody signed, and took back.
struct GivenConsent {
  std::string provider;
  std::string service;
  std::vector<four_info::Item> items;
  Instant accepted_at{};
  std::optional<Instant> withdrawn_at;
};
// What may be told to a service at that instant.
std::vector<four_info::Item> consented_items(std::span<const GivenConsent> all, std::string_view provider,
                                             std::string_view service, Instant at);

struct ToldItems {
  registry::ResidentId holder;
  std::string certificate;  // that was asked about
  std::string service;
  four_info::GivenItems items;
};
Breaches within_consent(const ToldItems& told, std::span<const four_info::Item> consented, Instant at);
Breaches told_as_registered(const ToldItems& told, const registry::Resident& now, Instant at);

}  // namespace tameshi::jlis::nation
