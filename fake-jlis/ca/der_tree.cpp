#include "fake-jlis/ca/der_tree.hpp"

#include "base/result.hpp"

namespace tameshi::jlis::ca {
namespace {

constexpr std::size_t most_length_octets = 3;

[[noreturn]] void refuse() {
  throw Trouble("these bytes are not DER as it is written here", "", "");
}

// Takes one element's bytes off the front: its contents.
ByteView take_contents(ByteView& rest) {
  if (rest.size() < 2) refuse();
  std::size_t header = 2;
  std::size_t length = rest[1];
  if (length >= 0x80) {
    const std::size_t octets = length & 0x7FU;
    if (octets == 0 || octets > most_length_octets || rest.size() < header + octets) refuse();
    length = 0;
    for (; header < 2 + octets; ++header) length = length << 8U | rest[header];
  }
  if (rest.size() - header < length) refuse();
  const auto contents = rest.subspan(header, length);
  rest = rest.subspan(header + length);
  return contents;
}

Element take_element(ByteView& rest) {
  Element out;
  if (rest.empty()) refuse();
  out.tag = rest[0];
  auto contents = take_contents(rest);
  if (!out.is_constructed()) {
    out.contents.assign(contents.begin(), contents.end());
    return out;
  }
  while (!contents.empty()) out.parts.push_back(take_element(contents));
  return out;
}

Bytes shortest_length(std::size_t length) {
  if (length < 0x80) return {static_cast<std::uint8_t>(length)};
  Bytes octets;
  for (auto left = length; left != 0; left >>= 8U) {
    octets.insert(octets.begin(), static_cast<std::uint8_t>(left));
  }
  octets.insert(octets.begin(), static_cast<std::uint8_t>(0x80U | octets.size()));
  return octets;
}

Bytes long_length(std::size_t length) {
  auto out = shortest_length(length);
  if (length < 0x80) return {0x81, out[0]};
  ++out[0];
  out.insert(out.begin() + 1, 0);
  return out;
}

Bytes header_of(const Element& element, std::size_t length) {
  switch (element.length) {
    case LengthForm::shortest:
      break;
    case LengthForm::long_form:
      return concat({Bytes{element.tag}, long_length(length)});
    case LengthForm::indefinite:
      return {element.tag, 0x80};
    case LengthForm::too_long:
      return concat({Bytes{element.tag}, shortest_length(length + 1)});
  }
  return concat({Bytes{element.tag}, shortest_length(length)});
}

}  // namespace

Element read_element(ByteView der) {
  auto out = take_element(der);
  if (!der.empty()) refuse();
  return out;
}

Bytes encode(const Element& element) {
  if (element.absent) return element.after;
  auto contents = element.contents;
  for (const auto& part : element.parts) append(contents, encode(part));
  append(contents, element.inside);
  const Bytes end = element.length == LengthForm::indefinite ? Bytes{0, 0} : Bytes{};
  return concat({header_of(element, contents.size()), contents, end, element.after});
}

}  // namespace tameshi::jlis::ca
