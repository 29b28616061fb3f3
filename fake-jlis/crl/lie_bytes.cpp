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
void flip_signature_bit(Bytes& list, const Lie& lie) {
  constexpr std::size_t bits = 8UL * 64;  // of the last octets
  const auto bit = lie.seed % bits;
  list[list.size() - 1 - bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
}

// In the middle of what is signed.
void flip_bit(Bytes& list, const Lie& lie) {
  list[list.size() / 2 - 8 + lie.seed % 16] ^= 0x01;
}

// X.690 §10.1 forbids it to DER.
void make_indefinite(Bytes& list, const Lie&) {
  list = concat({Bytes{der::sequence_tag, 0x80}, contents_of(list), Bytes{0x00, 0x00}});
}

// Four octets for the outer length, the first of them zero.
void lengthen_length(Bytes& list, const Lie&) {
  const auto contents = contents_of(list);
  const auto n = contents.size();
  const Bytes header{der::sequence_tag,
                     0x84,
                     static_cast<std::uint8_t>(n >> 24),
                     static_cast<std::uint8_t>(n >> 16),
                     static_cast<std::uint8_t>(n >> 8),
                     static_cast<std::uint8_t>(n)};
  list = concat({header, contents});
}

// The header promises more than there is.
void promise_more(Bytes& list, const Lie&) {
  const auto contents = contents_of(list);
  list = concat({der::header(der::sequence_tag, contents.size() + 64), contents});
}

// CertificateList with a fourth element.
void add_element(Bytes& list, const Lie&) {
  list = der::tlv(der::sequence_tag, {contents_of(list), der::null()});
}

// The length of the element that begins here, header and all.
std::size_t element_length(ByteView at) {
  if (at.size() < 2 || (at[1] & 0x80) == 0) return at.size() < 2 ? at.size() : 2 + std::size_t{at[1]};
  const std::size_t octets = at[1] & 0x7FU;
  std::size_t length = 0;
  for (std::size_t i = 0; i < octets && 2 + i < at.size(); ++i) length = length << 8 | at[2 + i];
  return 2 + octets + length;
}

// The third element of the list: a BIT STRING, and what may follow it.
ByteView signature_of(ByteView list) {
  auto rest = contents_of(list);
  for (int i = 0; i < 2; ++i) rest = rest.subspan(std::min(element_length(rest), rest.size()));
  return rest;
}

// The list with another signature.
Bytes with_signature(ByteView list, ByteView signature) {
  const auto contents = contents_of(list);
  const auto kept = contents.first(contents.size() - signature_of(list).size());
  return der::tlv(der::sequence_tag, {kept, signature});
}

// The octets of a BIT STRING, without the count of unused bits.
ByteView octets_of(ByteView bit_string) {
  return bit_string.subspan(std::min(contents_at(bit_string) + 1, bit_string.size()));
}

Bytes without_first_octet(ByteView signature) {
  const auto octets = octets_of(signature);
  return der::bit_string(octets.subspan(std::min<std::size_t>(1, octets.size())));
}

Bytes with_unused_bit(ByteView signature) {
  return der::bit_string(octets_of(signature), 1);
}

// Under the honest signature something else than a TBSCertList.
void replace_signed_part(Bytes& list, const Lie&) {
  const auto contents = contents_of(list);
  const auto rest = contents.subspan(std::min(element_length(contents), contents.size()));
  list = der::tlv(der::sequence_tag, {der::octet_string(bytes_of("not a list")), rest});
}

void become_html(Bytes& list, const Lie&) {
  list = bytes_of(
      "<!DOCTYPE html>\n<html><head><title>FAKE: maintenance</title></head><body>"
      "<h1>ただいまメンテナンス中です</h1></body></html>\n");
}

}  // namespace

const LieTable<BytesAct>& bytes_lies() {
  static const LieTable<BytesAct> table{
      {"signature-bit-flipped", flip_signature_bit},
      {"bit-flipped", flip_bit},
      {"signature-empty", [](Bytes& list, const Lie&) { list = with_signature(list, der::bit_string({})); }},
      {"signature-zero",
       [](Bytes& list, const Lie&) { list = with_signature(list, der::bit_string(Bytes(256, 0))); }},
      {"signature-short",
       [](Bytes& list, const Lie&) { list = with_signature(list, without_first_octet(signature_of(list))); }},
      {"signature-with-unused-bits",
       [](Bytes& list, const Lie&) { list = with_signature(list, with_unused_bit(signature_of(list))); }},
      {"signature-absent", [](Bytes& list, const Lie&) { list = with_signature(list, {}); }},
      {"garbage-after-signature", add_element},
      {"signature-garbage",
       [](Bytes& list, const Lie&) {
         list = with_signature(list, der::octet_string(octets_of(signature_of(list))));
       }},
      {"signed-part-garbage", replace_signed_part},
      {"trailing-bytes",
       [](Bytes& list, const Lie& lie) {
         list.resize(list.size() + static_cast<std::size_t>(lie.number("bytes")));
       }},
      {"truncated", [](Bytes& list, const Lie&) { list.resize(list.size() / 2); }},
      {"last-byte-missing", [](Bytes& list, const Lie&) { list.pop_back(); }},
      {"length-too-long", promise_more},
      {"length-not-minimal", lengthen_length},
      {"length-indefinite", make_indefinite},
      {"pem", [](Bytes& list, const Lie&) { list = bytes_of(pem("X509 CRL", list)); }},
      {"base64", [](Bytes& list, const Lie&) { list = bytes_of(base64(list)); }},
      {"twice",
       [](Bytes& list, const Lie&) {
         list = concat({list, list});
       }},
      {"html", become_html},
      {"null", [](Bytes& list, const Lie&) { list = der::null(); }},
      {"empty", [](Bytes& list, const Lie&) { list.clear(); }},
  };
  return table;
}

}  // namespace tameshi::jlis::crl
