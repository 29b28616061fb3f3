// From a persona to what the card's files hold. The four JPKI certificates are not made here: the caller has
// them.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/secret.hpp"
#include "fake-jlis/personalisation/issuer.hpp"
#include "fake-jlis/registry/persona.hpp"

namespace tameshi::jlis::personalisation {

// By the names that the card's tables use: "input-support/attributes", "card-face/signing-key", "number-a".
struct CardContents {
  std::map<std::string, Bytes> contents;
  std::map<std::string, openssl::PrivateKey> keys;
  std::map<std::string, Secret> pins;
};

// The keys that stay inside this card. RSA-2048.
struct CardKeys {
  openssl::PrivateKey input_support_internal;  // input-support/internal-key, EF 0013
  openssl::PrivateKey input_support_session;   // input-support/session-key, EF 0006
  openssl::PrivateKey card_face_signing;       // card-face/signing-key, EF 001A
  openssl::PrivateKey common_internal;         // common/internal-key, EF 0019
};

// `absent`: every image is a data object of length 0, signed all the same. Issuing then takes little more
// than its signatures.
enum class Images { drawn, absent };

struct Terms {
  CardKeys keys;
  Instant not_after{};       // until when the card is good; its day in Japan is what is written
  std::uint64_t serial = 1;  // of the card, at most thirteen digits
  Images images = Images::drawn;
};

// Trouble when images are to be drawn and the Japanese font is not there.
CardContents personalise(const Issuer& issuer, const registry::Persona& persona, const Terms& terms);

}  // namespace tameshi::jlis::personalisation
