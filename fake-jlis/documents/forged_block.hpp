// RSA signatures whose block is not as RFC 8017 §9.2 wants it, made with the key itself, so that a verifier
// is fooled whatever its exponent.
#pragma once

#include <functional>
#include <map>
#include <stdexcept>
#include <string>

#include "base/der.hpp"
#include "base/openssl.hpp"

namespace tameshi::jlis::documents::testing {

inline constexpr std::string_view sha256_oid = "2.16.840.1.101.3.4.2.1";
inline constexpr std::string_view sha1_oid = "1.3.14.3.2.26";

inline Bytes digest_info(std::string_view oid, ByteView hash, ByteView parameters) {
  return der::sequence({der::sequence({der::oid(oid), parameters}), der::octet_string(hash)});
}

// 00 type filler… 00 data, and zeros to the end of the block.
inline Bytes block(std::uint8_t type, Bytes padding, ByteView data, std::size_t size) {
  auto out = concat({Bytes{0x00, type}, padding, Bytes{0x00}, data});
  out.resize(size, 0x00);
  return out;
}

// The data at its end, as it must be.
inline Bytes full_block(std::uint8_t type, std::uint8_t filler, ByteView data, std::size_t size) {
  return block(type, Bytes(size - 3 - data.size(), filler), data, size);
}

inline Bytes forged_block(ByteView message, const std::string& how, std::size_t size) {
  const auto hash = openssl::sha256(message);
  const auto honest = digest_info(sha256_oid, hash, der::null());
  const auto with = [&](ByteView data) { return full_block(0x01, 0xFF, data, size); };
  const std::map<std::string, std::function<Bytes()>> ways{
      {"honest", [&] { return with(honest); }},
      {"garbage-after-hash", [&] { return block(0x01, Bytes(8, 0xFF), honest, size); }},
      {"short-padding", [&] { return block(0x01, Bytes(1, 0xFF), honest, size); }},
      {"other-padding", [&] { return full_block(0x01, 0xFE, honest, size); }},
      {"block-type-2", [&] { return full_block(0x02, 0xFF, honest, size); }},
      {"bare", [&] { return with(hash); }},
      {"bare-with-garbage", [&] { return block(0x01, Bytes(8, 0xFF), hash, size); }},
      {"bare-of-something-else", [&] { return with(openssl::sha256(Bytes{0x5A})); }},
      {"of-something-else",
       [&] { return with(digest_info(sha256_oid, openssl::sha256(Bytes{0x5A}), der::null())); }},
      {"wrong-hash", [&] { return with(digest_info(sha1_oid, hash, der::null())); }},
      {"sha1", [&] { return with(digest_info(sha1_oid, openssl::sha1(message), der::null())); }},
      {"no-parameters", [&] { return with(digest_info(sha256_oid, hash, {})); }},
      {"garbage-parameters",
       [&] { return with(digest_info(sha256_oid, hash, der::octet_string(Bytes(150, 0x5A)))); }},
      {"long-length",
       [&] {
         return with(concat({Bytes{0x30, 0x81}, ByteView(honest).subspan(1)}));
       }},
      {"noise", [&] { return with(Bytes(80, 0x5A)); }},
  };
  const auto found = ways.find(how);
  if (found == ways.end()) throw std::runtime_error("no block is forged by " + how);
  return found->second();
}

inline Bytes forged_signature(const openssl::PrivateKey& key, ByteView message, const std::string& how) {
  return key.sign_block(forged_block(message, how, key.signature_size()));
}

}  // namespace tameshi::jlis::documents::testing
