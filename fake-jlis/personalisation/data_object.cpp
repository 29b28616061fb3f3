#include "fake-jlis/personalisation/data_object.hpp"

#include <stdexcept>

#include "base/der.hpp"

namespace tameshi::jlis::personalisation {

Bytes length_field(std::size_t length) {
  if (length < 0x80) return {static_cast<std::uint8_t>(length)};
  if (length > 0xFFFF) throw std::length_error("a data object of the card is longer than two bytes can say");
  return {0x82, static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
}

Bytes data_object(ByteView tag, ByteView value) {
  return concat({tag, length_field(value.size()), value});
}

// RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER } (RFC 8017 A.1.1): for 2048 bits
// always 30 82 01 0A, 02 82 01 01 00 and 256 bytes, 02 03 and three.
Bytes public_key_objects(const openssl::PrivateKey& key) {
  constexpr std::size_t size = 270;
  constexpr std::size_t modulus_at = 9;
  constexpr std::size_t modulus_size = 256;
  constexpr std::size_t exponent_size = 3;
  const auto& bits = key.public_key_bits();
  if (bits.size() != size) throw std::invalid_argument("a key of the card is not RSA-2048 with e = 65537");
  const ByteView all(bits);
  return concat(
      {der::tlv(0x90, all.last(exponent_size)), der::tlv(0x91, all.subspan(modulus_at, modulus_size))});
}

Bytes sign_digests(const openssl::PrivateKey& key, ByteView digests) {
  constexpr std::string_view id_sha256 = "2.16.840.1.101.3.4.2.1";
  const auto algorithm = der::sequence({der::oid(id_sha256), der::null()});
  return key.sign_pkcs1_raw(der::sequence({algorithm, der::octet_string(digests)}));
}

}  // namespace tameshi::jlis::personalisation
