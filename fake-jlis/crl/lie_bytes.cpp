// Lies told with the bytes of a list that was honest until then.
#include <algorithm>

#include "base/der.hpp"
#include "fake-jlis/crl/lie_stages.hpp"

namespace tameshi::jlis::crl {
namespace {

// Where the contents of the outer SEQUENCE begin.
std::size_t contents_at(ByteView list) {
  return list.size() > 1 && (list[1] & 0x80) != 0 ? 2 + (list[1] & 0x7FU) : 2;
}

ByteView contents_of(ByteView list) {
  return list.subspan(std::min(contents_at(list), list.size()));
}

// The signature ends the list.
Bytes flip_signature_bit(Bytes list, const Lie& lie) {
  constexpr std::size_t bits = 8UL * 64;  // of the last octets
  const auto bit = lie.seed % bits;
  list[list.size() - 1 - bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
  return list;
}

// In the middle of what is signed; after any header there.
Bytes flip_bit(Bytes list, const Lie& lie) {
  const auto at = list.size() / 2 - 8 + lie.seed % 16;
  list[at] ^= 0x01;
  return list;
}

// X.690 §10.1 forbids it to DER.
Bytes make_indefinite(Bytes list, const Lie&) {
  return concat({Bytes{der::sequence_tag, 0x80}, contents_of(list), Bytes{0x00, 0x00}});
}

// The outer length with a zero before it.
Bytes lengthen_length(Bytes list, const Lie&) {
  const auto contents = contents_of(list);
  const auto n = contents.size();
  const Bytes header{der::sequence_tag,
                     0x84,
                     static_cast<std::uint8_t>(n >> 24),
                     static_cast<std::uint8_t>(n >> 16),
                     static_cast<std::uint8_t>(n >> 8),
                     static_cast<std::uint8_t>(n)};
  return concat({header, contents});
}

// The header promises more than there is.
Bytes promise_more(Bytes list, const Lie&) {
  const auto contents = contents_of(list);
  return concat({der::header(der::sequence_tag, contents.size() + 64), contents});
}

// CertificateList with a fourth element.
Bytes add_element(Bytes list, const Lie&) {
  return der::tlv(der::sequence_tag, {contents_of(list), der::null()});
}

// The length of the element that begins here, header and all.
std::size_t element_length(ByteView at) {
  if (at.size() < 2 || (at[1] & 0x80) == 0) return at.size() < 2 ? at.size() : 2 + std::size_t{at[1]};
  const std::size_t octets = at[1] & 0x7FU;
  std::size_t length = 0;
  for (std::size_t i = 0; i < octets && 2 + i < at.size(); ++i) length = length << 8 | at[2 + i];
  return 2 + octets + length;
}

// The list up to its signature, and another one in that place.
Bytes with_signature(ByteView list, ByteView signature) {
  const auto contents = contents_of(list);
  auto rest = contents;
  for (int i = 0; i < 2; ++i) rest = rest.subspan(std::min(element_length(rest), rest.size()));
  return der::tlv(der::sequence_tag, {contents.first(contents.size() - rest.size()), signature});
}

Bytes html(Bytes, const Lie&) {
  return bytes_of(
      "<!DOCTYPE html>\n<html><head><title>FAKE: maintenance</title></head><body>"
      "<h1>ただいまメンテナンス中です</h1></body></html>\n");
}

Bytes keep_half(Bytes list, const Lie&) {
  list.resize(list.size() / 2);
  return list;
}

Bytes append_trailing(Bytes list, const Lie& lie) {
  list.resize(list.size() + static_cast<std::size_t>(lie.number("bytes")));
  return list;
}

}  // namespace

const LieTable<BytesAct>& bytes_lies() {
  static const LieTable<BytesAct> table{
      {"signature-bit-flipped", flip_signature_bit},
      {"bit-flipped", flip_bit},
      {"signature-empty", [](Bytes list, const Lie&) { return with_signature(list, der::bit_string({})); }},
      {"signature-zero",
       [](Bytes list, const Lie&) { return with_signature(list, der::bit_string(Bytes(256, 0))); }},
      {"signature-short",
       [](Bytes list, const Lie&) {
         return with_signature(list, der::bit_string(ByteView(list).last(255)));
       }},
      {"signature-with-unused-bits",
       [](Bytes list, const Lie&) {
         return with_signature(list, der::bit_string(ByteView(list).last(256), 1));
       }},
      {"signature-absent", [](Bytes list, const Lie&) { return with_signature(list, {}); }},
      {"garbage-after-signature", add_element},
      {"trailing-bytes", append_trailing},
      {"truncated", keep_half},
      {"last-byte-missing",
       [](Bytes list, const Lie&) {
         list.pop_back();
         return list;
       }},
      {"length-too-long", promise_more},
      {"length-not-minimal", lengthen_length},
      {"length-indefinite", make_indefinite},
      {"pem", [](Bytes list, const Lie&) { return bytes_of(pem("X509 CRL", list)); }},
      {"base64", [](Bytes list, const Lie&) { return bytes_of(base64(list)); }},
      {"twice",
       [](Bytes list, const Lie&) {
         return concat({list, list});
       }},
      {"html", html},
      {"null", [](Bytes, const Lie&) { return der::null(); }},
      {"empty", [](Bytes, const Lie&) { return Bytes{}; }},
  };
  return table;
}

}  // namespace tameshi::jlis::crl
