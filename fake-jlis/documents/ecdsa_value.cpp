#include "fake-jlis/documents/ecdsa_value.hpp"

#include "base/der_reader.hpp"

namespace tameshi::jlis::documents {
namespace {

constexpr std::size_t longest = 66;  // of P-521

ByteView without_zeros(ByteView number) {
  while (number.size() > 1 && number.front() == 0) number = number.subspan(1);
  return number;
}

Bytes integer(ByteView number) {
  const auto shortest = without_zeros(number);
  const auto sign = shortest.front() >= 0x80 ? Bytes{0} : Bytes{};
  return der::tlv(der::integer_tag, {sign, shortest});
}

}  // namespace

std::optional<Bytes> side_by_side(ByteView der, std::size_t length_of_one) {
  der::Reader outermost(der);
  const auto both = outermost.next(der::sequence_tag, "the signature");
  if (!both) return std::nullopt;
  Bytes out;
  for (der::Reader numbers(*both); !numbers.at_end();) {
    const auto number = numbers.next(der::integer_tag, "a number");
    if (!number || number->contents.empty()) return std::nullopt;
    const auto shortest = without_zeros(number->contents);
    if (shortest.size() > length_of_one) return std::nullopt;
    out.insert(out.end(), length_of_one - shortest.size(), 0);
    append(out, shortest);
  }
  return out.size() == 2 * length_of_one ? std::optional<Bytes>(out) : std::nullopt;
}

std::optional<Bytes> as_der(ByteView halves) {
  if (halves.empty() || halves.size() % 2 != 0 || halves.size() > 2 * longest) return std::nullopt;
  const auto length = halves.size() / 2;
  return der::sequence({integer(halves.first(length)), integer(halves.subspan(length))});
}

}  // namespace tameshi::jlis::documents
