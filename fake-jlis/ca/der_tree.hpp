// DER as a tree whose elements can be written wrongly on purpose: other length forms, bytes where none
// belong, an element that is missing.
#pragma once

#include <vector>

#include "base/bytes.hpp"

namespace tameshi::jlis::ca {

enum class LengthForm {
  shortest,
  long_form,   // one octet more than needed (X.690 §8.1.3.5 allows it in BER, §10.1 not in DER)
  indefinite,  // X.690 §8.1.3.6
  too_long,    // one more than there is
};

struct Element {
  std::uint8_t tag = 0;
  Bytes contents;              // of a primitive one
  std::vector<Element> parts;  // of a constructed one
  LengthForm length = LengthForm::shortest;
  bool absent = false;
  Bytes inside;  // after the last part, within the contents
  Bytes after;   // after the whole element

  [[nodiscard]] bool is_constructed() const { return (tag & 0x20U) != 0; }
};

// Reads what our own encoder wrote: one element of DER with one-octet tags. Trouble when it is not.
Element read_element(ByteView der);

Bytes encode(const Element& element);

}  // namespace tameshi::jlis::ca
