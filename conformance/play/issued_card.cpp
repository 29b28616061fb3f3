#include "conformance/play/issued_card.hpp"

#include <fmt/format.h>

#include <map>
#include <mutex>

#include "conformance/play/deviating.hpp"
#include "fake-jlis/ca/key_numbers.hpp"

namespace tameshi::play {
namespace {

namespace ca = jlis::ca;
namespace personalisation = jlis::personalisation;
namespace registry = jlis::registry;

openssl::PrivateKey key_of(const std::string& directory, unsigned number,
                           ca::KeyAlgorithm algorithm = ca::KeyAlgorithm::rsa_2048) {
  return value_or_trouble(pool_in(directory).key(number, algorithm));
}

// The issuer's CV certificates are signed once per pool.
const personalisation::Issuer& issuer_in(const std::string& directory) {
  static std::mutex mutex;
  static std::map<std::string, personalisation::Issuer> all;
  const std::lock_guard lock(mutex);
  if (const auto found = all.find(directory); found != all.end()) return found->second;
  const auto chain = [&](unsigned which) {
    const auto first = ca::key_numbers::signing_chains.first + 2 * which;
    return personalisation::SigningChain{key_of(directory, first), key_of(directory, first + 1)};
  };
  const personalisation::IssuerKeys keys{chain(0), chain(1), chain(2)};
  return all.emplace(directory, personalisation::Issuer(keys)).first->second;
}

ca::Issued issued_as(const registry::Certificate& certificate) {
  return {certificate.der, certificate.id.serial, certificate.not_before, certificate.not_after};
}

// A certificate, its key and its CA's certificate, under the names of the card's tables.
void put_certificate(IssuedCard& card, const registry::Certificate& certificate, const ca::Authority& issuer,
                     openssl::PrivateKey key) {
  const std::string kind(to_string(certificate.id.authority.kind));
  card.image.contents[kind + "-certificate"] = certificate.der;
  card.image.keys[kind + "-key"] = std::move(key);
  const bool signature = certificate.id.authority.kind == jlis::Kind::signature;
  (signature ? card.signature : card.authentication) = issued_as(certificate);
  (signature ? card.signature_ca : card.authentication_ca) = issuer.certificate();
}

void put_pins(IssuedCard& card, const registry::Pins& pins) {
  if (!pins.signature.empty()) card.image.pins["signature-pin"] = pins.signature;
  if (!pins.authentication.empty()) card.image.pins["authentication-pin"] = pins.authentication;
}

// Without a certificate of its own a card still carries its CAs': those that would have issued it.
void put_authority(IssuedCard& card, const jlis::agency::Agency& agency, jlis::Kind kind) {
  const auto& issuer =
      ca::issuing_authority(agency.authorities(), kind, agency.settings().authority, card.issued_at);
  (kind == jlis::Kind::signature ? card.signature_ca : card.authentication_ca) = issuer.certificate();
  card.image.contents[std::string(to_string(kind)) + "-ca-certificate"] = issuer.certificate().der;
}

void put_certified(IssuedCard& card, const CardOrder& order, const jlis::agency::Agency& agency,
                   const Held& held) {
  card.issued_at = held.issued_at;
  card.not_after = held.not_after;
  for (const auto kind : {jlis::Kind::signature, jlis::Kind::authentication})
    put_authority(card, agency, kind);
  for (const auto& certificate : {held.signature, held.authentication}) {
    if (!certificate) continue;
    const auto& issuer = agency.authorities().at(certificate->id.authority);
    put_certificate(card, *certificate, issuer,
                    key_of(order.office.key_directory, certificate->key, issuer.certifies()));
  }
}

void put_contents(IssuedCard& card, const registry::Persona& persona, const CardOrder& order) {
  namespace numbers = ca::key_numbers;
  const auto& directory = order.office.key_directory;
  const auto key = [&](unsigned which) {
    return key_of(directory, numbers::cards.first + order.office.number * numbers::of_a_card + which);
  };
  const personalisation::Terms terms{
      .keys = {key(0), key(1), key(2), key(3)},
      .not_after = card.not_after,
      .serial = 1 + 100 * (order.office.seed % 1'000'000) + order.office.number,
      .images = order.images};
  const auto& issuer = issuer_in(directory);
  for (const auto* name : {"input-support-authority", "card-face-authority", "issuer-domain-authority"})
    card.authorities[name] = issuer.key(name).key.public_key_info();
  auto made = personalisation::personalise(issuer, persona, terms);
  card.image.contents.merge(made.contents);
  card.image.keys.merge(made.keys);
  card.image.pins.merge(made.pins);
}

IssuedCard certified_card(const registry::Persona& persona, const CardOrder& order,
                          const jlis::agency::Agency& agency, const Held& held) {
  IssuedCard card;
  card.image.holder = persona.id;
  put_pins(card, persona.pins);
  put_certified(card, order, agency, held);
  return card;
}

std::shared_ptr<const IssuedCard> make(const registry::Persona& persona, const CardOrder& order) {
  const FrozenClock clock(order.now);
  Office office(order.office, clock);
  office.admit(persona, order.office.line);
  auto card = std::make_shared<IssuedCard>(
      certified_card(persona, order, office.agency(), office.held_by(persona.id, order.office.line)));
  if (!order.deviation.empty()) deviate_certificates(*card, persona, order, office);
  put_contents(*card, persona, order);
  return card;
}

std::string name_of(const registry::Persona& persona, const CardOrder& order) {
  const auto& [directory, line, seed, number] = order.office;
  const auto deviation =
      order.deviation.empty() ? "" : fmt::format("|{}|{}", order.deviation, tameshi::to_string(order.now));
  return fmt::format("{}|{}|{}|{}|{}|{}|{}{}", directory, persona.id, static_cast<int>(line), seed, number,
                     to_string(in_japan(order.now).date),
                     order.images == personalisation::Images::drawn ? "drawn" : "absent", deviation);
}

}  // namespace

IssuedCard rewritten(IssuedCard card, const CardOrder& order, const Office& office) {
  put_certified(card, order, office.agency(), office.held_by(card.image.holder, order.office.line));
  return card;
}

IssuedCard card_of(const registry::Persona& persona, const CardOrder& order,
                   const jlis::agency::Agency& agency, const Held& held) {
  auto card = certified_card(persona, order, agency, held);
  put_contents(card, persona, order);
  return card;
}

ca::Line line_of(const card::Generation& generation) {
  switch (generation.certificates) {
    case card::Certificates::next:
      return ca::Line::next;
    case card::Certificates::mobile:
      return ca::Line::mobile;
    case card::Certificates::card:
      break;
  }
  return ca::Line::card;
}

std::shared_ptr<const IssuedCard> issued_card(const registry::Persona& persona, const CardOrder& order) {
  static std::mutex mutex;
  static std::map<std::string, std::pair<registry::Persona, std::shared_ptr<const IssuedCard>>> all;
  const auto name = name_of(persona, order);
  {
    const std::lock_guard lock(mutex);
    const auto found = all.find(name);
    if (found != all.end() && found->second.first == persona) return found->second.second;
  }
  auto card = make(persona, order);
  constexpr std::size_t most = 256;  // some 20 kB each; a sweep over every persona fits
  const std::lock_guard lock(mutex);
  if (all.size() >= most) all.clear();
  all.insert_or_assign(name, std::pair{persona, card});
  return card;
}

}  // namespace tameshi::play
