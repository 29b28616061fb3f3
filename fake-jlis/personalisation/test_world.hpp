// What the tests of this room share: keys that are made once, and cards of the built-in personas.
#pragma once

#include "fake-jlis/personalisation/personalise.hpp"

namespace tameshi::jlis::personalisation::testing {

struct World {
  IssuerKeys issuer_keys{{generate(), generate()}, {generate(), generate()}, {generate(), generate()}};
  Issuer issuer{issuer_keys};
  CardKeys card_keys{generate(), generate(), generate(), generate()};

  static openssl::PrivateKey generate() { return openssl::PrivateKey::generate_rsa(2048); }

  [[nodiscard]] Terms terms(Images images) const {
    return {.keys = card_keys,
            .not_after = value_or_trouble(parse_instant("2035-02-17T23:59:59+09:00")),
            .serial = 42,
            .images = images};
  }
  [[nodiscard]] CardContents card(const registry::Persona& persona, Images images) const {
    return personalise(issuer, persona, terms(images));
  }
  [[nodiscard]] CardContents card(std::string_view persona, Images images) const {
    return card(value_or_trouble(registry::find_persona(persona)), images);
  }
};

inline World& world() {
  static World one;
  return one;
}

}  // namespace tameshi::jlis::personalisation::testing
