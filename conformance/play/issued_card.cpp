#include "conformance/play/issued_card.hpp"

#include <fmt/format.h>

#include <map>
#include <mutex>

#include "fake-jlis/ca/key_pool.hpp"
#include "fake-jlis/ca/profile.hpp"
#include "fake-jlis/ca/validity.hpp"

namespace tameshi::play {
namespace {

namespace ca = jlis::ca;
namespace personalisation = jlis::personalisation;
namespace registry = jlis::registry;

constexpr std::chrono::hours counter_opens{9};

Instant morning_of(std::chrono::year_month_day date) {
  return start_of_day_in_japan(date) + counter_opens;
}

// A world's CAs are three years old and its cards half a year, so that neither is new on the day of the test.
// OURS.
Instant authorities_since(std::chrono::year_month_day today) {
  return morning_of(std::chrono::sys_days{today} - std::chrono::days{3 * 365});
}

Instant card_since(const registry::Persona& persona, std::chrono::year_month_day today) {
  if (persona.card.issued) return morning_of(registry::date_from(*persona.card.issued, today));
  return morning_of(std::chrono::sys_days{today} - std::chrono::days{180});
}

ca::Serials serials_for(const CardOrder& order) {
  constexpr std::uint64_t steps = 1'000'000;
  const auto start = ca::SerialCounter::usual_start + 100 * (order.seed % steps);
  return {ca::SerialCounter(start), ca::SerialCounter(start)};
}

// The keys of one pool, by their numbers.
class Keys {
 public:
  explicit Keys(const std::string& directory) : pool_(directory) {}

  openssl::PrivateKey at(unsigned number, ca::KeyAlgorithm algorithm = ca::KeyAlgorithm::rsa_2048) {
    return value_or_trouble(pool_.key(number, algorithm));
  }
  ca::KindKeys pair(unsigned first, ca::KeyAlgorithm algorithm) {
    return {at(first, algorithm), at(first + 1, algorithm)};
  }
  personalisation::SigningChain chain(unsigned which) {
    const auto first = pool_number::signing_chains + 2 * which;
    return {at(first), at(first + 1)};
  }
  // The issuer's CV certificates are signed once.
  const personalisation::Issuer& issuer() {
    const std::lock_guard lock(mutex_);
    if (!issuer_) issuer_.emplace(personalisation::IssuerKeys{chain(0), chain(1), chain(2)});
    return *issuer_;
  }

 private:
  ca::KeyPool pool_;
  std::mutex mutex_;
  std::optional<personalisation::Issuer> issuer_;
};

// Of a directory, for as long as the process lives.
Keys& keys_in(const std::string& directory) {
  static std::mutex mutex;
  static std::map<std::string, Keys> all;
  const std::lock_guard lock(mutex);
  return all.try_emplace(directory, directory).first->second;
}

// Whatever a persona asked for, nobody under 15 gets a signature certificate.
bool holds_signature(const registry::Persona& persona, Instant issued_at) {
  return persona.certificates.signature &&
         ca::may_have_signature_certificate(ca::reckoned_birth(persona.birth, issued_at), issued_at);
}

void put_certificates(IssuedCard& card, const ca::KindKeys& keys) {
  auto& contents = card.image.contents;
  contents["signature-ca-certificate"] = card.signature_ca.der;
  contents["authentication-ca-certificate"] = card.authentication_ca.der;
  if (card.signature) {
    contents["signature-certificate"] = card.signature->der;
    card.image.keys["signature-key"] = keys.signature;
  }
  if (card.authentication) {
    contents["authentication-certificate"] = card.authentication->der;
    card.image.keys["authentication-key"] = keys.authentication;
  }
}

void put_pins(IssuedCard& card, const registry::Pins& pins) {
  if (!pins.signature.empty()) card.image.pins["signature-pin"] = pins.signature;
  if (!pins.authentication.empty()) card.image.pins["authentication-pin"] = pins.authentication;
}

unsigned first_key_of(const CardOrder& order) {
  return pool_number::first_card + order.number * pool_number::of_a_card;
}

void put_certified(IssuedCard& card, const registry::Persona& persona, const CardOrder& order) {
  auto& keys = keys_in(order.key_directory);
  ca::Settings settings;
  settings.line = order.line;
  const auto algorithm = ca::built_in_profile(ca::profile_id(ca::Kind::signature, settings)).key;
  auto serials = serials_for(order);
  const auto since = std::min(authorities_since(in_japan(order.now).date), card.issued_at);
  const auto authorities =
      ca::make_authorities(settings, keys.pair(pool_number::signature_ca, algorithm), since, serials);
  for (unsigned before = 0; before < order.number; ++before) {
    serials.signature.take();
    serials.authentication.take();
  }
  const auto card_keys = keys.pair(first_key_of(order), algorithm);
  auto issued = ca::issue_card(authorities, persona, card_keys, card.issued_at, serials, order.now);
  card.signature_ca = authorities.signature.certificate();
  card.authentication_ca = authorities.authentication.certificate();
  if (holds_signature(persona, card.issued_at)) card.signature = std::move(issued.signature);
  if (persona.certificates.authentication) card.authentication = std::move(issued.authentication);
  card.not_after = issued.card_not_after;
  put_certificates(card, card_keys);
}

void put_contents(IssuedCard& card, const registry::Persona& persona, const CardOrder& order) {
  auto& keys = keys_in(order.key_directory);
  const auto first = first_key_of(order) + 2;  // after those of the two certificates
  const personalisation::Terms terms{
      .keys = {keys.at(first), keys.at(first + 1), keys.at(first + 2), keys.at(first + 3)},
      .not_after = card.not_after,
      .serial = 1 + 100 * (order.seed % 1'000'000) + order.number,
      .images = order.images};
  const auto& issuer = keys.issuer();
  for (const auto* name : {"input-support-authority", "card-face-authority", "issuer-domain-authority"})
    card.authorities[name] = issuer.key(name).key.public_key_info();
  auto made = personalisation::personalise(issuer, persona, terms);
  card.image.contents.merge(made.contents);
  card.image.keys.merge(made.keys);
  card.image.pins.merge(made.pins);
}

std::shared_ptr<const IssuedCard> make(const registry::Persona& persona, const CardOrder& order) {
  auto card = std::make_shared<IssuedCard>();
  card->image.holder = persona.id;
  card->issued_at = card_since(persona, in_japan(order.now).date);
  put_pins(*card, persona.pins);
  put_certified(*card, persona, order);
  put_contents(*card, persona, order);
  return card;
}

std::string name_of(const registry::Persona& persona, const CardOrder& order) {
  return fmt::format("{}|{}|{}|{}|{}|{}|{}", order.key_directory, persona.id, static_cast<int>(order.line),
                     order.seed, order.number, to_string(in_japan(order.now).date),
                     order.images == personalisation::Images::drawn ? "drawn" : "absent");
}

}  // namespace

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
