// A persona's card as the fake J-LIS issues it: everything on it, and what the register keeps of it. Made
// once per process and day: a run of a scenario then costs a copy, not a dozen signatures.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "conformance/play/office.hpp"
#include "fake-jlis/personalisation/personalise.hpp"
#include "fake-jlis/registry/persona.hpp"
#include "simulator/card/card_image.hpp"
#include "simulator/card/table.hpp"

namespace tameshi::play {

// Keys of the pool by whose they are; the numbers are stable, so that a card is the same tomorrow. Two cards
// of one world have different keys.
namespace pool_number {
inline constexpr unsigned signing_chains = 2;   // three, of two keys each; before them a CA's two
inline constexpr unsigned first_certified = 8;  // the certificates', in pairs
inline constexpr unsigned certified_pairs = 6;
inline constexpr unsigned first_card = first_certified + 2 * certified_pairs;  // what else is in a card
inline constexpr unsigned of_a_card = 4;
inline constexpr unsigned usual_count = first_card + 2 * of_a_card;
}  // namespace pool_number

struct IssuedCard {
  card::CardImage image;
  jlis::ca::Issued signature_ca;
  jlis::ca::Issued authentication_ca;
  std::optional<jlis::ca::Issued> signature;  // nothing: the holder has none
  std::optional<jlis::ca::Issued> authentication;
  // Who certifies those that sign inside the card: "card-face-authority" and its SubjectPublicKeyInfo.
  std::map<std::string, Bytes> authorities;
  Instant issued_at{};
  Instant not_after{};  // of the card
};

struct CardOrder {
  OfficeOrder office;
  Instant now{};
  jlis::personalisation::Images images = jlis::personalisation::Images::drawn;
  std::string deviation{};  // of the certificates, by name; empty: none
};

// The card, made or remembered. Only the day of `now` matters, unless a certificate deviates.
std::shared_ptr<const IssuedCard> issued_card(const jlis::registry::Persona& persona, const CardOrder& order);

// The same card with the certificates and keys that the office says its holder has now.
IssuedCard rewritten(IssuedCard card, const CardOrder& order, const Office& office);

// The CAs' profile tables for a generation of card.
jlis::ca::Line line_of(const card::Generation& generation);

}  // namespace tameshi::play
