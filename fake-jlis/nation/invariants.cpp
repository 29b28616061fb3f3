#include "fake-jlis/nation/invariants.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tameshi::jlis::nation {
namespace {

using registry::CarrierKind;

constexpr std::array<std::string_view, all_invariants.size()> names{
    "one-good",       "hold-stays",         "as-it-happened",     "lists-agree",
    "within-consent", "told-as-registered", "a-client-can-follow"};

Breach about(Invariant invariant, const Watched& certificate, Instant at, std::string what) {
  return {invariant, at, certificate.resident, registry::to_string(certificate.id), std::move(what)};
}

bool is_good_at(const Watched& one, Instant at) {
  return one.seen && one.seen->is_good() && one.not_after >= at;
}

// The one exception, facts/pki.md §3 (phone found again).
bool may_be_lifted(const Watched& one) {
  return one.carrier_kind == CarrierKind::phone && one.id.authority.kind == Kind::authentication;
}

Sight sight_in(const ListView& list, std::uint64_t serial) {
  const auto found = list.revoked.find(serial);
  if (found == list.revoked.end()) return {true, std::nullopt};
  return {true, found->second};
}

// What stands in for an item when it was told.
std::vector<four_info::Item> items_in(const four_info::GivenItems& told) {
  using four_info::Item;
  std::vector<Item> out;
  if (told.name) out.push_back(Item::name);
  if (told.birth_date) out.push_back(Item::birth_date);
  if (told.sex) out.push_back(Item::sex);
  if (told.address) out.push_back(Item::address);
  return out;
}

bool is_as_registered(const four_info::GivenItems& told, four_info::Item item,
                      const registry::Resident& now) {
  using four_info::Item;
  switch (item) {
    case Item::name:
      return told.name->text == now.items.name && told.name->former_surname == now.names.former_surname &&
             told.name->common_name == now.names.common_name;
    case Item::birth_date:
      return told.birth_date == registry::digits(now.items.birth);
    case Item::sex:
      return told.sex == std::to_string(static_cast<unsigned>(now.items.sex));
    case Item::address:
      return told.address->text == now.items.address &&
             told.address->abroad == (now.standing == registry::Standing::abroad);
  }
  return false;
}

// facts/pki.md §4.2: from the next midnight for ten years. OURS: where the tenth has no such day, to the end
// of February.
bool is_within_term(Instant accepted_at, Instant at) {
  constexpr std::chrono::years term{10};
  const auto day = in_japan(accepted_at).date;
  auto last = day + term;
  if (!last.ok()) last = last.year() / last.month() / std::chrono::last;
  return at >= start_of_day_in_japan(std::chrono::sys_days{day} + std::chrono::days{1}) &&
         at <= end_of_day_in_japan(last);
}

bool has_begun(const GivenConsent& one, Instant at) {
  return in_japan(at).date > in_japan(one.accepted_at).date;
}

}  // namespace

std::string_view to_string(Invariant invariant) {
  return names.at(static_cast<std::size_t>(invariant));
}

std::string to_string(const Breach& breach) {
  return fmt::format("{} {}: {} {}: {}", tameshi::to_string(breach.at), to_string(breach.invariant),
                     breach.resident, breach.certificate, breach.what);
}

std::string to_string(const Sight& sight) {
  if (!sight.known) return "unknown";
  if (!sight.revocation) return "good";
  return fmt::format("revoked {} at {}", registry::to_string(sight.revocation->reason),
                     tameshi::to_string(sight.revocation->at));
}

Breaches one_good(std::span<const Watched* const> all, Instant at) {
  Breaches out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!is_good_at(*all[i], at)) continue;
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      const auto& one = *all[i];
      const auto& other = *all[j];
      if (!is_good_at(other, at) || one.carrier_kind != other.carrier_kind ||
          one.id.authority.kind != other.id.authority.kind)
        continue;
      out.push_back(about(Invariant::one_good, other, at,
                          fmt::format("good beside {}: {} {} and {} {}", registry::to_string(one.id),
                                      registry::to_string(one.carrier_kind), one.carrier,
                                      registry::to_string(other.carrier_kind), other.carrier)));
    }
  }
  return out;
}

Breaches hold_stays(const Watched& before, const Sight& now, Instant at) {
  if (!before.seen || *before.seen == now) return {};
  const auto changed = fmt::format("was {} and is {}", to_string(*before.seen), to_string(now));
  if (before.seen->is_held()) {
    if (now.revocation || (now.is_good() && may_be_lifted(before))) return {};
    return {about(Invariant::hold_stays, before, at, "a hold is lifted: " + changed)};
  }
  if (before.seen->revocation || !now.known)
    return {about(Invariant::hold_stays, before, at, "what is for good has changed: " + changed)};
  return {};
}

Breaches as_it_happened(const Watched& certificate, const Sight& now, Instant at) {
  if (now == certificate.expected) return {};
  return {about(Invariant::as_it_happened, certificate, at,
                fmt::format("OCSP says {}, what happened makes it {}", to_string(now),
                            to_string(certificate.expected)))};
}

// One that has ended may have left the list, and may still be on it.
Breaches lists_agree(const ListView& list, std::span<const Shown> shown, Instant at) {
  Breaches out;
  std::size_t met = 0;
  for (const auto& [certificate, sight] : shown) {
    const auto listed = sight_in(list, certificate->id.serial);
    met += listed.revocation ? 1 : 0;
    if (listed == sight || (!listed.revocation && certificate->not_after < list.this_update)) continue;
    out.push_back(
        about(Invariant::lists_agree, *certificate, at,
              fmt::format("list {} says {}, OCSP {}", list.name, to_string(listed), to_string(sight))));
  }
  if (met != list.revoked.size()) {
    out.push_back(
        {Invariant::lists_agree, at, "", "",
         fmt::format("list {} has {} entries, {} of them known", list.name, list.revoked.size(), met)});
  }
  return out;
}

std::vector<four_info::Item> consented_items(std::span<const GivenConsent> all, std::string_view provider,
                                             std::string_view service, Instant at) {
  const auto counts = std::find_if(all.rbegin(), all.rend(), [&](const GivenConsent& one) {
    return one.provider == provider && one.service == service && has_begun(one, at);
  });
  if (counts == all.rend() || counts->withdrawn_at || !is_within_term(counts->accepted_at, at)) return {};
  return counts->items;
}

Breaches within_consent(const ToldItems& told, std::span<const four_info::Item> consented, Instant at) {
  Breaches out;
  for (const auto item : items_in(told.items)) {
    if (std::find(consented.begin(), consented.end(), item) != consented.end()) continue;
    out.push_back(
        {Invariant::within_consent, at, told.holder, told.certificate,
         fmt::format("{} was told the {} without consent", told.service, four_info::to_string(item))});
  }
  return out;
}

Breaches told_as_registered(const ToldItems& told, const registry::Resident& now, Instant at) {
  Breaches out;
  for (const auto item : items_in(told.items)) {
    if (is_as_registered(told.items, item, now)) continue;
    out.push_back({Invariant::told_as_registered, at, told.holder, told.certificate,
                   fmt::format("{} was told another {} than the register has now", told.service,
                               four_info::to_string(item))});
  }
  return out;
}

}  // namespace tameshi::jlis::nation
