#include "base/der.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/result.hpp"

namespace tameshi::der {
namespace {

void append_length(Bytes& out, std::size_t length) {
  if (length < 0x80) {
    out.push_back(static_cast<std::uint8_t>(length));
    return;
  }
  Bytes octets;
  for (auto rest = length; rest != 0; rest >>= 8)
    octets.insert(octets.begin(), static_cast<std::uint8_t>(rest));
  out.push_back(static_cast<std::uint8_t>(0x80 | octets.size()));
  append(out, octets);
}

void append_arc(Bytes& out, std::uint64_t arc) {
  Bytes octets{static_cast<std::uint8_t>(arc & 0x7F)};
  for (arc >>= 7; arc != 0; arc >>= 7) {
    octets.insert(octets.begin(), static_cast<std::uint8_t>(0x80 | (arc & 0x7F)));
  }
  append(out, octets);
}

std::vector<std::uint64_t> arcs_of(std::string_view dotted) {
  std::vector<std::uint64_t> arcs;
  const auto* at = dotted.data();
  const auto* end = at + dotted.size();
  while (true) {
    std::uint64_t arc = 0;
    const auto [stop, error] = std::from_chars(at, end, arc);
    if (error != std::errc{}) return {};
    arcs.push_back(arc);
    if (stop == end) return arcs;
    if (*stop != '.') return {};
    at = stop + 1;
  }
}

}  // namespace

Bytes header(std::uint8_t tag, std::size_t length) {
  Bytes out{tag};
  append_length(out, length);
  return out;
}

Bytes tlv(std::uint8_t tag, ByteView value) {
  Bytes out{tag};
  out.reserve(value.size() + 6);
  append_length(out, value.size());
  append(out, value);
  return out;
}

Bytes tlv(std::uint8_t tag, std::initializer_list<ByteView> parts) {
  return tlv(tag, concat(parts));
}

Bytes sequence(std::initializer_list<ByteView> parts) {
  return tlv(sequence_tag, parts);
}
Bytes set(std::initializer_list<ByteView> parts) {
  return tlv(set_tag, parts);
}

Bytes boolean(bool value) {
  const std::uint8_t octet = value ? 0xFF : 0x00;
  return tlv(boolean_tag, ByteView(&octet, 1));
}

Bytes integer(std::uint64_t value) {
  Bytes octets;
  do {
    octets.insert(octets.begin(), static_cast<std::uint8_t>(value));
    value >>= 8;
  } while (value != 0);
  if (octets.front() >= 0x80) octets.insert(octets.begin(), 0);
  return tlv(integer_tag, octets);
}

Bytes null() {
  return {null_tag, 0};
}

Bytes oid(std::string_view dotted) {
  const auto arcs = arcs_of(dotted);
  // X.690 §8.19.4: both first arcs share an octet, which leaves 0 to 39 for the second below 0 and 1.
  if (arcs.size() < 2 || arcs[0] > 2 || (arcs[0] < 2 && arcs[1] > 39)) {
    throw Trouble(fmt::format("\"{}\" is not an object identifier", dotted), "",
                  "write it as 1.2.392.200149");
  }
  Bytes out;
  append_arc(out, arcs[0] * 40 + arcs[1]);
  for (std::size_t i = 2; i < arcs.size(); ++i) append_arc(out, arcs[i]);
  return tlv(oid_tag, out);
}

Bytes octet_string(ByteView value) {
  return tlv(octet_string_tag, value);
}

Bytes bit_string(ByteView value, unsigned unused_bits) {
  const auto unused = static_cast<std::uint8_t>(unused_bits);
  return tlv(bit_string_tag, {ByteView(&unused, 1), value});
}

Bytes named_bits(std::span<const unsigned> bits) {
  if (bits.empty()) return bit_string({});
  const unsigned last = *std::max_element(bits.begin(), bits.end());
  Bytes octets(last / 8 + 1);
  for (const auto bit : bits)
    octets[bit / 8] = static_cast<std::uint8_t>(octets[bit / 8] | (0x80U >> (bit % 8)));
  return bit_string(octets, 7 - last % 8);
}

Bytes named_bits(std::initializer_list<unsigned> bits) {
  return named_bits(std::span<const unsigned>(bits.begin(), bits.size()));
}

Bytes text(Tag tag, std::string_view value) {
  return tlv(tag, bytes_of(value));
}

Bytes time(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(instant - day)};
  const int year = static_cast<int>(date.year());
  const auto rest = fmt::format("{:02}{:02}{:02}{:02}{:02}Z", static_cast<unsigned>(date.month()),
                                static_cast<unsigned>(date.day()), clock.hours().count(),
                                clock.minutes().count(), clock.seconds().count());
  if (year >= 1950 && year < 2050) return text(utc_time_tag, fmt::format("{:02}{}", year % 100, rest));
  return text(generalized_time_tag, fmt::format("{:04}{}", year, rest));
}

Bytes context(unsigned number, ByteView value) {
  return tlv(static_cast<std::uint8_t>(0xA0 | number), value);
}

Bytes context_primitive(unsigned number, ByteView contents) {
  return tlv(static_cast<std::uint8_t>(0x80 | number), contents);
}

}  // namespace tameshi::der
