// A persona's card as it is issued, images drawn: what the benchmarks of whole cards work on.
#pragma once

#include "fake-jlis/ca/authority.hpp"
#include "fake-jlis/personalisation/personalise.hpp"
#include "simulator/card/card_image.hpp"

namespace tameshi::bench {

inline card::CardImage issued_image() {
  namespace ca = jlis::ca;
  namespace personalisation = jlis::personalisation;
  const auto key = [] { return openssl::PrivateKey::generate_rsa(2048); };
  const auto issued_at = value_or_trouble(parse_instant("2026-04-01T09:00:00+09:00"));
  const auto persona = value_or_trouble(jlis::registry::find_persona("hanako"));
  ca::Serials serials;
  const auto authorities = ca::make_authorities({}, {key(), key()}, issued_at, serials);
  const ca::KindKeys keys{key(), key()};
  const auto certificates = ca::issue_card(authorities, persona, keys, issued_at, serials);
  const personalisation::Issuer issuer({{key(), key()}, {key(), key()}, {key(), key()}});
  auto made = personalisation::personalise(
      issuer, persona,
      {.keys = {key(), key(), key(), key()}, .not_after = certificates.card_not_after, .serial = 1});
  card::CardImage out;
  out.holder = persona.id;
  out.contents = std::move(made.contents);
  out.keys = std::move(made.keys);
  out.pins = std::move(made.pins);
  out.contents["signature-certificate"] = certificates.signature.der;
  out.contents["authentication-certificate"] = certificates.authentication.der;
  out.contents["signature-ca-certificate"] = authorities.signature.certificate().der;
  out.contents["authentication-ca-certificate"] = authorities.authentication.certificate().der;
  out.keys["signature-key"] = keys.signature;
  out.keys["authentication-key"] = keys.authentication;
  out.pins["signature-pin"] = persona.pins.signature;
  out.pins["authentication-pin"] = persona.pins.authentication;
  return out;
}

}  // namespace tameshi::bench
