// A card for transcripts: contents of the right shape and size, and plainly nobody's.
#pragma once

#include "simulator/card/individual_number_card.hpp"

namespace tameshi::trace {

// Two-byte tag; length in one byte below 80, in three from there on (facts/card.md §3.0).
inline Bytes object(std::uint16_t tag, const Bytes& value) {
  Bytes out{static_cast<std::uint8_t>(tag >> 8), static_cast<std::uint8_t>(tag)};
  if (value.size() >= 0x80) {
    out.push_back(0x82);
    out.push_back(static_cast<std::uint8_t>(value.size() >> 8));
  }
  out.push_back(static_cast<std::uint8_t>(value.size()));
  append(out, value);
  return out;
}

inline Bytes pattern(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(i);
  return out;
}

// The first four bytes are those of a certificate of this size.
inline Bytes certificate_of_size(std::size_t size) {
  auto out = pattern(size);
  out[0] = 0x30;
  out[1] = 0x82;
  out[2] = static_cast<std::uint8_t>((size - 4) >> 8);
  out[3] = static_cast<std::uint8_t>(size - 4);
  return out;
}

inline Bytes public_key_object() {
  return concat({Bytes{0x90, 0x03, 0x01, 0x00, 0x01, 0x91, 0x82, 0x01, 0x00}, pattern(256)});
}

// What stands inside 7F21.
inline Bytes cv_certificate_body() {
  const auto key = object(0x5F4E, concat({pattern(32), public_key_object()}));
  return concat({key, object(0x5F37, pattern(256))});
}

inline Bytes cv_certificate() {
  return object(0x7F21, cv_certificate_body());
}

// Short enough for clients that take the length for one byte (facts/card.md §3.2).
inline Bytes attributes() {
  const auto name = object(0xDF22, bytes_of("見本　花子"));
  const auto address = object(0xDF23, bytes_of("東京都見本区見本町一丁目１番１号１０１"));
  const auto birth = object(0xDF24, bytes_of("19800217"));
  const auto sex = object(0xDF25, bytes_of("2"));
  Bytes offsets;
  std::size_t at = 14;
  for (const auto* item : {&name, &address, &birth, &sex}) {
    offsets.push_back(static_cast<std::uint8_t>(at >> 8));
    offsets.push_back(static_cast<std::uint8_t>(at));
    at += item->size();
  }
  return object(0xFF20, concat({object(0xDF21, offsets), name, address, birth, sex}));
}

inline Bytes basic_information() {
  auto out = object(0xFF40, concat({object(0xDF41, {1, 3, 14, 1}), object(0xDF42, pattern(16)),
                                    Bytes{0xDF, 0x43, 0x82, 0x00, 0x80}, pattern(128)}));
  out.resize(256, 0xFF);
  return out;
}

inline Bytes face() {
  return object(0xFF20, concat({object(0xDF21, Bytes(18)), object(0xDF22, bytes_of("19800217")),
                                object(0xDF23, bytes_of("2")), object(0xDF24, public_key_object()),
                                object(0xDF25, pattern(300)), object(0xDF26, pattern(500)),
                                object(0xDF27, pattern(3000)), object(0xDF28, pattern(256)),
                                object(0xDF29, bytes_of("20350217")), object(0xDF2A, pattern(90))}));
}

inline card::CardImage transcript_image() {
  const auto key = openssl::PrivateKey::generate_rsa(2048);
  const auto my_number = concat({object(0xFF10, bytes_of("123456789018")), Bytes{0xFF, 0xFF}});
  const auto hashes = concat({object(0xDF31, pattern(32)), object(0xDF32, pattern(32))});
  card::CardImage image;
  image.holder = "nobody";
  image.contents = {
      {"signature-certificate", certificate_of_size(1825)},
      {"signature-ca-certificate", certificate_of_size(1296)},
      {"authentication-certificate", certificate_of_size(1586)},
      {"authentication-ca-certificate", certificate_of_size(1312)},
      {"input-support/my-number", my_number},
      {"input-support/attributes", attributes()},
      {"input-support/signature-record", object(0xFF30, concat({hashes, object(0xDF33, pattern(256))}))},
      {"input-support/signer-certificate", cv_certificate()},
      {"input-support/basic-information", basic_information()},
      {"input-support/session-key-certificate", public_key_object()},
      {"input-support/internal-key-certificate",
       object(0xFF50, concat({object(0xDF51, public_key_object()), object(0xDF52, pattern(256))}))},
      {"card-face/age-record", object(0xFF10, object(0xDF11, bytes_of("19800217")))},
      {"card-face/face", face()},
      {"card-face/basic-information", object(0xFF30, object(0xDF31, {6, 3, 14, 1}))},
      {"card-face/signer-certificate", cv_certificate()},
      {"card-face/number-image", object(0xFF40, object(0xDF41, pattern(150)))},
      {"common/card-record", bytes_of("JP00000000000011310120350217")},
      {"common/key-reference", pattern(16)},
      {"resident-register/key-reference", pattern(16)},
      {"resident-register/code", bytes_of("01234567890")},
      {"issuer-domain/card-id", bytes_of("JP0000000000001")},
      {"issuer-domain/municipality", bytes_of("13101")},
      {"issuer-domain/expiry", bytes_of("20350217")},
      {"issuer-domain/key-reference", pattern(16)},
      {"issuer-domain/intermediate-key-id", pattern(16)},
      {"issuer-domain/cv-certificate", cv_certificate_body()},
  };
  for (const auto* name : {"authentication-key", "signature-key", "input-support/internal-key",
                           "input-support/session-key", "card-face/signing-key", "common/internal-key"}) {
    image.keys.emplace(name, key);
  }
  image.pins = {
      {"authentication-pin", Secret("1234")},    {"signature-pin", Secret("ABC123")},
      {"input-support-pin", Secret("1234")},     {"number-a", Secret("123456789018")},
      {"number-b", Secret("55021720352285")},    {"birth-key", Secret("550217")},
      {"resident-register-pin", Secret("1234")}, {"common-pin", Secret("1234")},
      {"free-area-pin", Secret("1234")},
  };
  return image;
}

}  // namespace tameshi::trace
