// Writing DER (X.690 §8–11) piece by piece. Values are Bytes, so a deliberately wrong piece is simply other
// bytes.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "base/bytes.hpp"
#include "base/clock.hpp"

namespace tameshi::der {

// Identifier octets of the universal types used here (X.680 §8.4).
enum Tag : std::uint8_t {
  boolean_tag = 0x01,
  integer_tag = 0x02,
  bit_string_tag = 0x03,
  octet_string_tag = 0x04,
  null_tag = 0x05,
  oid_tag = 0x06,
  enumerated_tag = 0x0A,
  utf8_tag = 0x0C,
  printable_tag = 0x13,
  ia5_tag = 0x16,
  utc_time_tag = 0x17,
  generalized_time_tag = 0x18,
  sequence_tag = 0x30,
  set_tag = 0x31,
};

// Identifier and length octets alone (definite, shortest), of a value that is written apart.
Bytes header(std::uint8_t tag, std::size_t length);

// Definite, shortest length.
Bytes tlv(std::uint8_t tag, ByteView value);
Bytes tlv(std::uint8_t tag, std::initializer_list<ByteView> parts);

Bytes sequence(std::initializer_list<ByteView> parts);
Bytes set(std::initializer_list<ByteView> parts);
Bytes boolean(bool value);
Bytes integer(std::uint64_t value);
Bytes null();
// Dotted decimal; Trouble when it is not one.
Bytes oid(std::string_view dotted);
Bytes octet_string(ByteView value);
Bytes bit_string(ByteView value, unsigned unused_bits = 0);
// A named-bit list (X.690 §11.2.2): trailing zero bits dropped.
Bytes named_bits(std::initializer_list<unsigned> bits);
Bytes named_bits(std::span<const unsigned> bits);
Bytes text(Tag tag, std::string_view value);
// UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5). Whole seconds.
Bytes time(Instant instant);
// [n] EXPLICIT, constructed.
Bytes context(unsigned number, ByteView value);
// [n] IMPLICIT of a primitive type: the contents only.
Bytes context_primitive(unsigned number, ByteView contents);

}  // namespace tameshi::der
