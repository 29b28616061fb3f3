// Byte strings and their hexadecimal form.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tameshi {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

// Upper case, no separators.
std::string hex(ByteView bytes);

// Upper case, one space between bytes, for people.
std::string spaced_hex(ByteView bytes);

// Accepts either case, and spaces, colons and line ends between bytes; nothing for anything else or half a
// byte.
std::optional<Bytes> from_hex(std::string_view text);

Bytes bytes_of(std::string_view text);
std::string_view text_of(ByteView bytes);

inline Bytes copy_of(ByteView bytes) {
  return {bytes.begin(), bytes.end()};
}

void append(Bytes& to, ByteView more);
Bytes concat(std::initializer_list<ByteView> parts);

std::string base64(ByteView bytes);
std::optional<Bytes> from_base64(std::string_view text);

// PEM armour (RFC 7468) around DER, lines of 64 characters.
std::string pem(std::string_view label, ByteView der);

inline std::uint16_t be16(ByteView two) {
  return static_cast<std::uint16_t>((two[0] << 8) | two[1]);
}

}  // namespace tameshi
