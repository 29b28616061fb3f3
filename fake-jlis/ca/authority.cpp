#include "fake-jlis/ca/authority.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "fake-jlis/ca/subject_words.hpp"
#include "fake-jlis/ca/validity.hpp"

namespace tameshi::jlis::ca {
namespace {

// Certificates know whole seconds only.
Instant whole_second(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant);
}

std::string_view ending(Line line) {
  return line == Line::next ? "-next" : line == Line::mobile ? "-mobile" : "";
}

// Trouble rather than a certificate that says one thing and holds another; whoever wants that distorts the
// fields.
const openssl::PrivateKey& fit(const openssl::PrivateKey& key, const Profile& profile) {
  if (!is_of(key, profile.key))
    throw Trouble(fmt::format("the profile {} is for keys of {}", profile.id, to_string(profile.key)), "",
                  "take the key from the pool with this algorithm");
  return key;
}

// Nothing that the persona's own dates allow lasts longer.
Instant capped(Instant end, const std::optional<registry::CardDate>& cap, Instant today) {
  if (!cap) return end;
  return std::min(end, end_of_day_in_japan(registry::date_from(*cap, in_japan(today).date)));
}

Instant end_of(const ValidityRow& row, std::chrono::year_month_day birth, const IssueTerms& terms) {
  if (row.rule == ValidityRule::ten_years) return authority_not_after(terms.issued_at);
  ValidityTerms validity{birth, terms.issued_at, terms.renewal, std::nullopt, std::nullopt};
  if (row.capped_by_card) validity.card_not_after = terms.card_not_after;
  if (row.capped_by_authentication) validity.authentication_not_after = terms.authentication_not_after;
  return certificate_not_after(validity);
}

}  // namespace

Instant card_end_of(const registry::Persona& persona, Instant issued_at, Instant today) {
  const auto birthdays = card_not_after(reckoned_birth(persona.birth, issued_at), issued_at);
  return capped(capped(birthdays, persona.card.expires, today), persona.stay_until, today);
}

std::string profile_id(Kind kind, const Settings& settings) {
  return fmt::format("{}{}", to_string(kind), ending(settings.line));
}

// A smartphone's certificates come from the card's CAs.
std::string own_profile_id(Kind kind, const Settings& settings) {
  return fmt::format("{}-ca{}", to_string(kind), settings.line == Line::next ? ending(Line::next) : "");
}

KeyAlgorithm key_algorithm_of(Line line) {
  return line == Line::next ? KeyAlgorithm::p384 : KeyAlgorithm::rsa_2048;
}

Authority::Authority(Kind kind, const Settings& settings, openssl::PrivateKey key, Instant created_at,
                     std::uint64_t serial)
    : kind_(kind),
      settings_(value_or_trouble(checked(settings))),
      key_(std::move(key)),
      own_profile_(built_in_profile(own_profile_id(kind, settings))),
      profile_(built_in_profile(profile_id(kind, settings))) {
  fit(key_, own_profile_);
  if (settings_.line == Line::card) {
    auto of_phones = settings_;
    of_phones.line = Line::mobile;
    mobile_profile_ = built_in_profile(profile_id(kind, of_phones));
  }
  identity_ = {key_identifier(key_), filled(own_profile_.subject.rdns, authority_words(kind, settings_)),
               serial};
  certificate_ = sign(own_fields(created_at));
}

FillIn Authority::fill_in_for(const openssl::PrivateKey& subject_key) const {
  return {authority_words(kind_, settings_), identity_, key_identifier(subject_key),
          kind_ == Kind::signature ? settings_.signature_policy : settings_.authentication_policy};
}

std::string Authority::policy(bool mobile) const {
  const auto& set = kind_ == Kind::signature ? settings_.signature_policy : settings_.authentication_policy;
  if (!set.empty()) return set;
  for (const auto& row : (mobile && mobile_profile_ ? *mobile_profile_ : profile_).extensions) {
    if (const auto* policies = std::get_if<CertificatePolicies>(&row.contents)) return policies->policy;
  }
  throw Trouble("the profile has no policy", profile_.id, "");
}

const Profile& Authority::profile_for(const IssueTerms& terms) const {
  if (!terms.mobile || settings_.line == Line::mobile) return profile_;
  if (!mobile_profile_) throw Trouble("this CA certifies no smartphones", profile_.id, "");
  return *mobile_profile_;
}

FillIn Authority::fill_in(const registry::Persona& persona, const openssl::PrivateKey& key,
                          const IssueTerms& terms) const {
  auto out = fill_in_for(key);
  out.words.merge(subject_words(persona, terms.issued_at, terms.serial, settings_));
  return out;
}

CertificateFields Authority::own_fields(Instant created_at) const {
  CertificateFields out;
  out.serial = identity_.serial;
  out.signature_algorithm = own_profile_.signature_algorithm;
  out.issuer = identity_.name;
  out.subject = identity_.name;
  out.not_before = whole_second(created_at);
  out.not_after = end_of(own_profile_.validity, {}, {created_at, identity_.serial, false, {}, {}, false});
  out.public_key_info = key_.public_key_info();
  out.extensions = filled(own_profile_.extensions, fill_in_for(key_));
  return out;
}

CertificateFields Authority::fields(const registry::Persona& persona, const openssl::PrivateKey& key,
                                    const IssueTerms& terms) const {
  const auto& profile = profile_for(terms);
  const auto with = fill_in(persona, fit(key, profile), terms);
  CertificateFields out;
  out.serial = terms.serial;
  out.signature_algorithm = profile.signature_algorithm;
  out.issuer = identity_.name;
  out.subject = filled(profile.subject.rdns, with.words);
  out.not_before = whole_second(terms.issued_at);
  out.not_after = end_of(profile.validity, reckoned_birth(persona.birth, terms.issued_at), terms);
  out.public_key_info = key.public_key_info();
  out.extensions = filled(profile.extensions, with);
  return out;
}

Issued Authority::sign(const CertificateFields& fields) const {
  return {signed_certificate(fields, key_), fields.serial, fields.not_before, fields.not_after};
}

Issued Authority::issue(const registry::Persona& persona, const openssl::PrivateKey& key,
                        const IssueTerms& terms) const {
  return sign(fields(persona, key, terms));
}

Authorities make_authorities(const Settings& settings, const KindKeys& keys, Instant created_at,
                             Serials& serials) {
  return {Authority(Kind::signature, settings, keys.signature, created_at, serials.signature.take()),
          Authority(Kind::authentication, settings, keys.authentication, created_at,
                    serials.authentication.take())};
}

CardCertificates issue_card(const Authorities& authorities, const registry::Persona& persona,
                            const KindKeys& keys, Instant issued_at, Serials& serials,
                            std::optional<Instant> today) {
  const auto card_end = card_end_of(persona, issued_at, today.value_or(issued_at));
  IssueTerms terms{issued_at, serials.authentication.take(), false, card_end, std::nullopt, false};
  auto authentication = authorities.authentication.issue(persona, keys.authentication, terms);
  terms.serial = serials.signature.take();
  terms.authentication_not_after = authentication.not_after;
  auto signature = authorities.signature.issue(persona, keys.signature, terms);
  return {std::move(signature), std::move(authentication), card_end};
}

}  // namespace tameshi::jlis::ca
