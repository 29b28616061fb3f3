#include "conformance/play/deviating.hpp"

#include <fmt/format.h>

#include "fake-jlis/ca/deviate.hpp"

namespace tameshi::play {
namespace {

namespace ca = jlis::ca;
using jlis::Kind;

ca::IssueTerms terms_of(const IssuedCard& card, Kind kind, const CardOrder& order) {
  const auto& honest = kind == Kind::signature ? card.signature : card.authentication;
  ca::IssueTerms out;
  out.issued_at = card.issued_at;
  out.serial = honest->serial;
  out.card_not_after = card.not_after;
  out.mobile = order.office.line == ca::Line::mobile;
  if (kind == Kind::signature && card.authentication)
    out.authentication_not_after = card.authentication->not_after;
  return out;
}

void put(IssuedCard& card, Kind kind, ca::Deviant deviant) {
  const std::string name(to_string(kind));
  card.image.contents[name + "-certificate"] = deviant.certificate.der;
  // The card signs with RSA alone; a certificate of another key then fits no signature.
  if (deviant.key.is_rsa()) card.image.keys[name + "-key"] = std::move(deviant.key);
  (kind == Kind::signature ? card.signature : card.authentication) = std::move(deviant.certificate);
}

}  // namespace

void deviate_certificates(IssuedCard& card, const jlis::registry::Persona& persona, const CardOrder& order,
                          Office& office) {
  const auto& deviation = *value_or_trouble(ca::find_deviation(order.deviation));
  const auto& agency = office.agency();
  bool deviated = false;
  for (const auto kind : {Kind::signature, Kind::authentication}) {
    const auto& held = kind == Kind::signature ? card.signature : card.authentication;
    if (!held || !deviation.applies_to(kind)) continue;
    const auto& key = card.image.keys.at(std::string(to_string(kind)) + "-key");
    const ca::Scene scene{agency.authorities(),
                          agency.settings().authority,
                          persona,
                          key,
                          terms_of(card, kind, order),
                          order.now,
                          office.pool()};
    put(card, kind, value_or_trouble(ca::deviate(deviation, kind, scene)));
    deviated = true;
  }
  if (deviated) return;
  throw Trouble(
      fmt::format("{} is no deviation of a certificate that {}'s card has", deviation.name, persona.id), "",
      "choose another persona, or a deviation of the other kind");
}

}  // namespace tameshi::play
