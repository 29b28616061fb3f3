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

// The card that this agency issued, with what it holds; `persona` is what the register says of the holder.
IssuedCard card_of(const jlis::registry::Persona& persona, const CardOrder& order,
                   const jlis::agency::Agency& agency, const Held& held);

// The CAs' profile tables for a generation of card.
jlis::ca::Line line_of(const card::Generation& generation);

}  // namespace tameshi::play
