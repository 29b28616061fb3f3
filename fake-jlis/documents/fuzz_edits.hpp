// What a fuzzer changes: the first byte chooses between bytes as they come and an honest document with edits
// in it, each of a position (two bytes) and a value.
#pragma once

#include <cstdint>

#include "base/bytes.hpp"
#include "base/der.hpp"
#include "base/openssl.hpp"
#include "fake-jlis/documents/signature.hpp"

namespace tameshi::jlis::documents::fuzzing {

inline Bytes edited(Bytes document, ByteView edits) {
  for (; edits.size() >= 3 && !document.empty(); edits = edits.subspan(3))
    document[be16(edits) % document.size()] = edits[2];
  return document;
}

inline bool is_edits(ByteView data) {
  return !data.empty() && data[0] == 0xFF;
}

inline Bytes input(const Bytes& honest, ByteView data) {
  return is_edits(data) ? edited(honest, data.subspan(1)) : Bytes(data.begin(), data.end());
}

// Signs with a small key and a certificate that nobody issued.
inline Signer signer() {
  static const auto key = openssl::PrivateKey::generate_rsa(512);  // for speed
  const auto name =
      der::sequence({der::set({der::sequence({der::oid("2.5.4.3"), der::text(der::utf8_tag, "FAKE")})})});
  const auto algorithm = der::sequence({der::oid("1.2.840.113549.1.1.11"), der::null()});
  const auto year = std::chrono::days(365);
  const auto tbs =
      der::sequence({der::context(0, der::integer(2)), der::integer(7), algorithm, name,
                     der::sequence({der::time(Instant(50 * year)), der::time(Instant(60 * year))}), name,
                     key.public_key_info()});
  return {.certificate = der::sequence({tbs, algorithm, der::bit_string(key.sign_sha256(tbs))}),
          .chain = {},
          .sign = [](ByteView message) -> Result<Bytes> { return key.sign_sha256(message); }};
}

}  // namespace tameshi::jlis::documents::fuzzing
