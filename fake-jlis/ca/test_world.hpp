// What the tests of this room share: one issued card.
#pragma once

#include "base/scratch_folder.hpp"
#include "fake-jlis/ca/authority.hpp"
#include "fake-jlis/ca/key_pool.hpp"

namespace tameshi::jlis::ca::testing {

inline Instant at(std::string_view text) {
  return value_or_trouble(parse_instant(text));
}

// Hanako's card of 1 April 2026 under authorities of October 2025.
struct World {
  ScratchFolder directory;
  KeyPool pool{directory.path() / "keys"};
  KindKeys ca_keys{value_or_trouble(pool.key(0)), value_or_trouble(pool.key(1))};
  KindKeys card_keys{value_or_trouble(pool.key(2)), value_or_trouble(pool.key(3))};
  Serials serials;
  Authorities authorities = make_authorities({}, ca_keys, at("2025-10-20T02:40:28Z"), serials);
  registry::Persona hanako = value_or_trouble(registry::find_persona("hanako"));
  Instant issued_at = at("2026-04-01T09:00:00.250+09:00");
  CardCertificates card = issue_card(authorities, hanako, card_keys, issued_at, serials);
};

// Made once: keys take their time.
inline World& world() {
  static World one;
  return one;
}

}  // namespace tameshi::jlis::ca::testing
