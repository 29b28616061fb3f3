// A consent is taken down: facts/pki.md §4.2.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/openssl.hpp"
#include "fake-jlis/four-info/signed_record.hpp"

namespace tameshi::jlis::four_info {
namespace {

using registry::Consent;
using registry::Store;

// All that is known of an application when it is written down.
struct Coming {
  const ConsentApplication& read;
  const SignedApplication& raw;
  const registry::Certificate& signer;
  std::string id;
  Rules rules;
  Instant now{};
};

std::string consent_id(const Coming& coming, const std::string& service) {
  constexpr std::size_t length = 32;
  return hex(openssl::sha256(bytes_of(coming.id + "/" + service))).substr(0, length);
}

std::optional<Refused> unfit(const ConsentApplication& read, std::string_view provider,
                             std::string_view service, Instant latest) {
  if (read.accepted_at > latest)
    return Refused{Case::application_from_the_future, tameshi::to_string(read.accepted_at)};
  if (read.provider != provider) return Refused{Case::another_provider, read.provider};
  const bool named = std::any_of(read.services.begin(), read.services.end(),
                                 [&](const NamedService& one) { return one.id == service; });
  if (!named) return Refused{Case::service_not_named, std::string(service)};
  return std::nullopt;
}

// The same application came before, perhaps because our answer did not arrive.
Answer<Consented> again(const Store& store, const Coming& coming, std::string_view service) {
  Consented out{{}, true};
  for (const auto& named : coming.read.services) {
    auto consent = store.consent(consent_id(coming, named.id));
    if (!consent) throw Trouble("an application without its consent", coming.id, "");
    if (named.id == service && consent->withdrawn_at) return refused(Case::consent_taken_back);
    if (named.id == service && consent->valid_until < coming.now) return refused(Case::consent_term_over);
    out.consents.push_back(*std::move(consent));
  }
  return out;
}

// What was signed before a withdrawal does not outlast it.
bool is_taken_back(const Store& store, const Coming& coming) {
  const auto& services = coming.read.services;
  const auto before = store.withdrawals_of(coming.signer.resident);
  return std::any_of(before.begin(), before.end(), [&](const registry::Withdrawal& one) {
    return one.provider == coming.read.provider && coming.read.accepted_at < one.applied_at &&
           std::any_of(services.begin(), services.end(),
                       [&](const NamedService& named) { return named.id == one.service; });
  });
}

Consent consent_to(const NamedService& named, const Coming& coming) {
  Consent out;
  out.id = consent_id(coming, named.id);
  out.resident = coming.signer.resident;
  out.provider = coming.read.provider;
  out.service = named.id;
  for (const auto item : named.items) out.items.emplace_back(to_string(item));
  out.applied_at = whole_second(coming.read.accepted_at);
  out.accepted_at =
      coming.rules.term_start == TermStart::service_provider ? out.applied_at : whole_second(coming.now);
  const auto term = term_after(out.accepted_at, coming.rules.term_years);
  out.valid_from = term.valid_from;
  out.valid_until = term.valid_until;
  out.signed_with = coming.signer.id;
  out.application = coming.id;
  return out;
}

std::string names_of(const std::vector<NamedService>& services) {
  std::vector<std::string> ids;
  ids.reserve(services.size());
  for (const auto& service : services) ids.push_back(service.id);
  return fmt::format("{}", fmt::join(ids, ","));
}

Answer<Consented> take_down(Store& store, const Coming& coming, std::string_view service) {
  if (store.application(coming.id)) return again(store, coming, service);
  if (is_taken_back(store, coming)) return refused(Case::consent_taken_back);
  registry::Entry entry;
  for (const auto& named : coming.read.services) entry.consents.push_back(consent_to(named, coming));
  if (entry.consents.front().valid_until < coming.now) return refused(Case::consent_term_over);
  entry.event = {0,
                 coming.now,
                 "give-consent",
                 coming.signer.resident,
                 {{"provider", coming.read.provider}, {"services", names_of(coming.read.services)}}};
  entry.applications = {evidence(coming.raw, coming.signer, coming.now)};
  store.record(entry);
  return Consented{std::move(entry.consents), false};
}

}  // namespace

Answer<Consented> Service::consent(std::string_view provider, std::string_view service,
                                   const SignedApplication& application) {
  const auto now = clock_.now();
  const auto rules = this->rules();
  const auto read = read_consent(text_of(application.text));
  if (!read) return refused(Case::malformed_application, to_string(read.error()));
  const auto signer = signer_of(application, now);
  if (!signer) return tl::unexpected(signer.error());
  if (auto no = unfit(*read, provider, service, now + rules.clock_leeway))
    return tl::unexpected(*std::move(no));
  const Coming coming{*read, application, *signer, application_id(*signer, application.text), rules, now};
  Answer<Consented> out;
  store_.all_or_nothing([&] {
    out = take_down(store_, coming, service);
    return out.has_value();
  });
  return out;
}

}  // namespace tameshi::jlis::four_info
