// BER as CMS allows it around what is signed (RFC 5652 §1): der::Reader that also takes elements of
// indefinite length and strings in pieces, which NSS and others write. All else is as strict as there.
#pragma once

#include "base/der_reader.hpp"

namespace tameshi::jlis::documents {

class BerReader {
 public:
  explicit BerReader(ByteView bytes, std::size_t offset = 0) : rest_(bytes), offset_(offset) {}
  explicit BerReader(const der::Element& element) : BerReader(element.contents, element.offset) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] bool next_is(std::uint8_t tag) const { return !rest_.empty() && rest_.front() == tag; }
  [[nodiscard]] ByteView rest() const { return rest_; }

  // The contents of an element of indefinite length end before its end mark.
  Result<der::Element> next(std::string_view what);
  Result<der::Element> next(std::uint8_t tag, std::string_view what);
  Result<std::optional<der::Element>> next_if(std::uint8_t tag, std::string_view what);
  [[nodiscard]] Result<void> end(std::string_view what) const;

 private:
  Result<der::Element> take(std::string_view what, unsigned depth);
  Result<der::Element> take_indefinite(std::string_view what, unsigned depth);

  ByteView rest_;
  std::size_t offset_;
};

// An OCTET STRING, whole or in pieces (X.690 §8.7.3).
Result<Bytes> octets_in(const der::Element& element);

}  // namespace tameshi::jlis::documents
