// A consent is taken back, with a signature or elsewhere: facts/pki.md §4.2. It ends at once.
#include <algorithm>

#include "fake-jlis/four-info/signed_record.hpp"

namespace tameshi::jlis::four_info {
namespace {

using registry::Consent;
using registry::Store;
using registry::Withdrawal;

std::optional<Case> unfit(const WithdrawalApplication& read, const Consent& consent,
                          const registry::Certificate& signer, Instant latest) {
  if (read.accepted_at > latest) return Case::application_from_the_future;
  if (signer.resident != consent.resident) return Case::another_person;
  if (read.provider != consent.provider || read.service != consent.service) return Case::another_service;
  return std::nullopt;
}

std::optional<Case> already(const Consent& consent, Instant now) {
  if (consent.withdrawn_at) return Case::already_withdrawn;
  if (consent.valid_until < now) return Case::already_over;
  return std::nullopt;
}

// All consents to the service that were given by then end, not only the one that is named.
registry::Entry draft(const Store& store, const Consent& named, Withdrawal withdrawal) {
  registry::Entry out;
  for (auto& consent : to_service(store.consents_of(named.resident), named.provider, named.service)) {
    if (consent.applied_at > withdrawal.applied_at || already(consent, withdrawal.at)) continue;
    consent.withdrawn_at = withdrawal.at;
    out.consents.push_back(std::move(consent));
  }
  out.event = {0,
               withdrawal.at,
               "withdraw-consent",
               named.resident,
               {{"provider", named.provider}, {"service", named.service}, {"channel", withdrawal.channel}}};
  out.withdrawals.push_back(std::move(withdrawal));
  return out;
}

Withdrawal withdrawal_of(const Consent& consent, Instant at, std::string channel) {
  Withdrawal out;
  out.at = at;
  out.channel = std::move(channel);
  out.consent = consent.id;
  out.resident = consent.resident;
  out.provider = consent.provider;
  out.service = consent.service;
  return out;
}

Withdrawal recorded(Store& store, const registry::Entry& entry) {
  store.record(entry);
  return store.withdrawals_of(entry.event.resident).back();
}

// The same application came before, perhaps because our answer did not arrive.
std::optional<Withdrawal> made_before(const Store& store, const Consent& consent,
                                      const std::string& application) {
  for (auto& one : store.withdrawals_of(consent.resident)) {
    if (one.consent == consent.id && one.application == application) return std::move(one);
  }
  return std::nullopt;
}

struct Coming {
  Instant applied_at{};
  registry::Application evidence;
};

Answer<Withdrawal> take_back(Store& store, const std::string& id, const Coming& coming) {
  const auto consent = store.consent(id);
  if (!consent) return refused(Case::no_such_consent);
  const auto& evidence = coming.evidence;
  if (auto before = made_before(store, *consent, evidence.id)) return *std::move(before);
  if (coming.applied_at < consent->applied_at) return refused(Case::older_than_the_consent);
  if (const auto no = already(*consent, evidence.received_at)) return refused(*no);
  auto withdrawal = withdrawal_of(*consent, evidence.received_at, "platform");
  withdrawal.applied_at = coming.applied_at;
  withdrawal.application = evidence.id;
  auto entry = draft(store, *consent, std::move(withdrawal));
  if (!store.application(evidence.id)) entry.applications = {evidence};
  return recorded(store, entry);
}

Answer<Withdrawal> take_back_elsewhere(Store& store, const std::string& id, Instant now,
                                       const std::string& channel) {
  const auto consent = store.consent(id);
  if (!consent) return refused(Case::no_such_consent);
  if (const auto no = already(*consent, now)) return refused(*no);
  auto withdrawal = withdrawal_of(*consent, now, channel);
  // Whatever the clocks of service providers say, nothing is left.
  withdrawal.applied_at = whole_second(now);
  for (const auto& one :
       to_service(store.consents_of(consent->resident), consent->provider, consent->service))
    withdrawal.applied_at = std::max(withdrawal.applied_at, one.applied_at);
  return recorded(store, draft(store, *consent, std::move(withdrawal)));
}

}  // namespace

Answer<Withdrawal> Service::withdraw(const std::string& consent, const SignedApplication& application) {
  const auto now = clock_.now();
  const auto named = store_.consent(consent);
  if (!named) return refused(Case::no_such_consent);
  const auto read = read_withdrawal(text_of(application.text));
  if (!read) return refused(Case::malformed_application, to_string(read.error()));
  const auto signer = signer_of(application, now);
  if (!signer) return tl::unexpected(signer.error());
  if (const auto no = unfit(*read, *named, *signer, now + rules().clock_leeway)) return refused(*no);
  const Coming coming{whole_second(read->accepted_at), evidence(application, *signer, now)};
  Answer<Withdrawal> out;
  store_.all_or_nothing([&] {
    out = take_back(store_, consent, coming);
    return out.has_value();
  });
  return out;
}

Answer<Withdrawal> Service::withdraw_elsewhere(const std::string& consent, const std::string& channel) {
  const auto now = clock_.now();
  Answer<Withdrawal> out;
  store_.all_or_nothing([&] {
    out = take_back_elsewhere(store_, consent, now, channel);
    return out.has_value();
  });
  return out;
}

}  // namespace tameshi::jlis::four_info
