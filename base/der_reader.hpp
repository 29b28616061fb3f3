// Reading DER (X.690 §8–11) element by element, strictly: definite lengths in their shortest form, low tag
// numbers, nothing left over. What is read points into the bytes that were given.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "base/der.hpp"
#include "base/result.hpp"

namespace tameshi::der {

struct Element {
  std::uint8_t tag = 0;
  ByteView contents;
  ByteView whole;
  std::size_t offset = 0;  // of the contents, in the outermost bytes
};

class Reader {
 public:
  // `offset` is where these bytes begin in what a person has before him.
  explicit Reader(ByteView bytes, std::size_t offset = 0) : rest_(bytes), offset_(offset) {}
  explicit Reader(const Element& element) : Reader(element.contents, element.offset) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] bool next_is(std::uint8_t tag) const { return !rest_.empty() && rest_.front() == tag; }

  // The next element, whatever it is. `what` is its name in messages.
  Result<Element> next(std::string_view what);
  // Refuses any other tag.
  Result<Element> next(std::uint8_t tag, std::string_view what);
  // Nothing when another tag, or the end, is next.
  Result<std::optional<Element>> next_if(std::uint8_t tag, std::string_view what);
  // Refuses anything left over.
  [[nodiscard]] Result<void> end(std::string_view what) const;

 private:
  [[nodiscard]] tl::unexpected<Problem> refuse(std::string_view what, std::string_view why) const;

  ByteView rest_;
  std::size_t offset_;
};

// BOOLEAN: FF or 00 and nothing else (X.690 §11.1).
Result<bool> boolean_in(const Element& element);
// INTEGER, ENUMERATED: at least one octet, the first nine bits not all alike (X.690 §8.3.2).
Result<ByteView> integer_in(const Element& element);
// An INTEGER's contents as a number; nothing for a negative one or one of more than 64 bits.
std::optional<std::uint64_t> unsigned_in(ByteView integer_contents);
// OBJECT IDENTIFIER in dotted decimal; arcs of at most 64 bits.
Result<std::string> oid_in(const Element& element);
// BIT STRING of whole octets.
Result<ByteView> octets_of_bits_in(const Element& element);
// BIT STRING as named bits, the first one in bit 0 (X.690 §11.2.2: no zero bit at the end); at most 32.
Result<std::uint32_t> named_bits_in(const Element& element);
// UTCTime or GeneralizedTime as RFC 5280 §4.1.2.5 has them: to the second, ending in Z; UTCTime is of 1950 to
// 2049.
Result<Instant> time_in(const Element& element);

}  // namespace tameshi::der
