// Reading TLV objects: BER (ISO/IEC 7816-4 §6.3, X.690 §8.1), with identifiers and lengths that need not be
// the shortest, as the card's own are not (FF10 for number 16, 82 00 9F for 159; facts/card.md §3.0).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.hpp"

namespace tameshi::trace {

struct TlvHeader {
  std::uint32_t tag = 0;  // the identifier octets, "FF20" as 0xFF20
  bool constructed = false;
  std::size_t size = 0;    // of identifier and length
  std::size_t length = 0;  // of the value

  [[nodiscard]] std::size_t whole() const { return size + length; }
};

// The beginning of an object, whose value may not be there yet. Nothing for what is none: a tag of 00 or FF
// (filling), more than three identifier octets, an indefinite length or one beyond 2^24.
std::optional<TlvHeader> read_header(ByteView bytes);

struct Tlv {
  TlvHeader header;
  ByteView value;
  std::vector<Tlv> inside;  // of a constructed object
};

// The objects that fill the bytes, but for filling with FF or 00 at the end. Nothing when they do not, or are
// more than 16 deep. Views of the bytes.
std::optional<std::vector<Tlv>> read_tlvs(ByteView bytes);

}  // namespace tameshi::trace
