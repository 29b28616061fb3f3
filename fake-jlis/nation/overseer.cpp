#include "fake-jlis/nation/overseer.hpp"

#include <fmt/format.h>

namespace tameshi::jlis::nation {

Overseer::Overseer(Realm& realm, Sampling sampling) : realm_(realm), sampling_(sampling), witness_(realm) {}

Watched* Overseer::find(const registry::CertificateId& id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

void Overseer::add(const registry::CertificateId& id) {
  const auto certificate = realm_.store->certificate(id);
  if (!certificate) throw Trouble("a certificate was issued and is not there", registry::to_string(id), "");
  auto& one = certificates_.emplace_back(
      Watched{id, certificate->resident, certificate->carrier_kind, certificate->carrier,
              certificate->municipality, certificate->not_after, Sight{true, std::nullopt}, std::nullopt});
  by_id_.emplace(id, &one);
  by_resident_[one.resident].push_back(&one);
  by_list_[list_name(one)].push_back(&one);
}

void Overseer::happened(const agency::Happened& what) {
  for (const auto& id : what.issued) add(id);
  for (const auto& change : what.statuses) {
    auto* one = find(change.certificate);
    if (one == nullptr) continue;
    one->expected.revocation = change.revocation;
    changed_lists_.insert(list_name(*one));
  }
  touched_.insert(what.resident);
}

void Overseer::consented(const registry::ResidentId& holder,
                         const four_info::ConsentApplication& application) {
  for (const auto& service : application.services)
    consents_[holder].push_back(
        {application.provider, service.id, service.items, application.accepted_at, {}});
}

// It ends all that were given to the service before.
void Overseer::withdrew(const registry::ResidentId& holder, const std::string& provider,
                        const std::string& service) {
  for (auto& one : consents_[holder]) {
    if (one.provider == provider && one.service == service && !one.withdrawn_at)
      one.withdrawn_at = realm_.clock.now();
  }
}

void Overseer::told(const std::string& provider, const std::string& service, const four_info::Told& told) {
  if (!told.items || !told.asked) return;
  const auto now = realm_.clock.now();
  const auto* asked = find(*told.asked);
  const auto& holder = asked == nullptr ? "" : asked->resident;
  const ToldItems items{holder, registry::to_string(*told.asked), provider + "/" + service, *told.items};
  hold_to(Invariant::within_consent,
          within_consent(items, consented_items(consents_[holder], provider, service, now), now));
  if (const auto resident = realm_.store->resident(holder, now))
    hold_to(Invariant::told_as_registered, told_as_registered(items, *resident, now));
}

void Overseer::hold_to(Invariant invariant, Breaches found) {
  ++looks_.held_to[invariant];
  breaches_.insert(breaches_.end(), std::make_move_iterator(found.begin()),
                   std::make_move_iterator(found.end()));
}

void Overseer::refused(const Watched& one, const platform::Refusal& refusal) {
  hold_to(Invariant::a_client_can_follow,
          {{Invariant::a_client_can_follow, realm_.clock.now(), one.resident, registry::to_string(one.id),
            fmt::format("{} ({})", refusal.reason, refusal.detail)}});
}

Overseer::All Overseer::living(const All& all) const {
  All out;
  const auto now = realm_.clock.now();
  std::copy_if(all.begin(), all.end(), std::back_inserter(out),
               [now](const Watched* one) { return one->not_after >= now; });
  return out;
}

void Overseer::look_at_people(const std::set<registry::ResidentId>& people) {
  All all;
  for (const auto& person : people) {
    const auto found = by_resident_.find(person);
    if (found == by_resident_.end()) continue;
    found->second = living(found->second);
    all.insert(all.end(), found->second.begin(), found->second.end());
  }
  look_at(all);
  const auto now = realm_.clock.now();
  for (const auto& person : people) {
    const auto found = by_resident_.find(person);
    if (found == by_resident_.end()) continue;
    const std::vector<const Watched*> theirs(found->second.begin(), found->second.end());
    hold_to(Invariant::one_good, one_good(theirs, now));
  }
}

void Overseer::look_at(const All& certificates) {
  const auto now = realm_.clock.now();
  const auto sights = witness_.ask(std::vector<const Watched*>(certificates.begin(), certificates.end()));
  for (std::size_t i = 0; i < certificates.size(); ++i) {
    auto& one = *certificates[i];
    hold_to(Invariant::hold_stays, hold_stays(one, sights[i], now));
    hold_to(Invariant::as_it_happened, as_it_happened(one, sights[i], now));
    one.seen = sights[i];
    if (++looks_.ocsp % sampling_.ocsp == 0) look_really(one, sights[i]);
  }
}

void Overseer::look_really(const Watched& one, const Sight& seen) {
  ++looks_.ocsp_really;
  const auto really = witness_.ask_really(one);
  if (!really) return refused(one, really.error());
  Breaches found;
  if (*really != seen)
    found.push_back(
        {Invariant::a_client_can_follow, realm_.clock.now(), one.resident, registry::to_string(one.id),
         fmt::format("the reply's bytes say {}, its value {}", to_string(*really), to_string(seen))});
  hold_to(Invariant::a_client_can_follow, std::move(found));
}

ListView Overseer::list_of(const Watched& one) {
  if (++looks_.lists % sampling_.lists != 0) return witness_.list(one);
  ++looks_.lists_really;
  auto really = witness_.list_really(one);
  if (really) return *std::move(really);
  refused(one, really.error());
  return witness_.list(one);
}

void Overseer::look_at_list(const std::string& name) {
  const auto now = realm_.clock.now();
  auto& all = by_list_[name];
  // Who ended yesterday may be on the list once more.
  std::erase_if(all, [now](const Watched* one) { return one->not_after < now - std::chrono::hours{72}; });
  const auto current = living(all);
  if (current.empty()) return;
  const auto list = list_of(*current.front());
  std::vector<const Watched*> asked;
  for (const auto* one : all) {
    if (list.revoked.contains(one->id.serial) || (one->seen && one->seen->revocation)) asked.push_back(one);
  }
  const auto sights = witness_.ask(asked);
  looks_.ocsp += asked.size();
  std::vector<Shown> shown;
  shown.reserve(asked.size());
  for (std::size_t i = 0; i < asked.size(); ++i) shown.push_back({asked[i], sights[i]});
  hold_to(Invariant::lists_agree, lists_agree(list, shown, now));
}

void Overseer::look_at_lists(const std::set<std::string>& lists) {
  for (const auto& name : lists) look_at_list(name);
}

void Overseer::evening() {
  look_at_people(touched_);
  touched_.clear();
}

void Overseer::publication() {
  look_at_lists(changed_lists_);
  changed_lists_.clear();
}

void Overseer::everything() {
  std::set<registry::ResidentId> people;
  for (const auto& [person, all] : by_resident_) people.insert(person);
  look_at_people(people);
  std::set<std::string> lists;
  for (const auto& [name, all] : by_list_) lists.insert(name);
  look_at_lists(lists);
}

}  // namespace tameshi::jlis::nation
