#include "fake-jlis/platform/certificate_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "base/utf8.hpp"

namespace tameshi::jlis::platform {
namespace {

using der::Element;
using der::Reader;

Result<void> check_attribute(const Element& element) {
  Reader reader(element);
  TRY(const auto type, reader.next(der::oid_tag, "an attribute's type"));
  TRY([[maybe_unused]] const auto oid, der::oid_in(type));
  TRY(const auto value, reader.next("an attribute's value"));
  if (value.contents.empty()) return failure("an attribute of a name is empty", "a name");
  if (value.tag == der::utf8_tag && first_malformed_utf8(text_of(value.contents)))
    return failure("a name is not UTF-8", "a name");
  return reader.end("an attribute");
}

Result<void> check_part(const Element& part) {
  Reader reader(part);
  if (reader.at_end()) return failure("a part of a name is empty", "a name");
  while (!reader.at_end()) {
    TRY(const auto attribute, reader.next(der::sequence_tag, "an attribute"));
    if (auto done = check_attribute(attribute); !done) return done;
  }
  return {};
}

// RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }, RFC 8017 appendix A.1.1.
Result<void> read_rsa_numbers(ByteView bits, PublicKey& out) {
  Reader outermost(bits);
  TRY(const auto sequence, outermost.next(der::sequence_tag, "the key"));
  if (auto end = outermost.end("the key"); !end) return end;
  Reader reader(sequence);
  TRY(const auto modulus, reader.next(der::integer_tag, "the modulus"));
  TRY(const auto exponent, reader.next(der::integer_tag, "the exponent"));
  if (auto end = reader.end("the key"); !end) return end;
  TRY(auto octets, der::integer_in(modulus));
  if (octets[0] >= 0x80) return failure("the modulus is negative", "the key");
  if (octets[0] == 0 && octets.size() > 1) octets = octets.subspan(1);
  out.modulus_bits = 8 * octets.size() - static_cast<std::size_t>(std::countl_zero(octets[0]));
  TRY(const auto power, der::integer_in(exponent));
  out.exponent = der::unsigned_in(power).value_or(0);
  return {};
}

}  // namespace

Result<void> check_name(const Element& name) {
  Reader reader(name);
  if (reader.at_end()) return failure("the name is empty", "a name");
  while (!reader.at_end()) {
    TRY(const auto part, reader.next(der::set_tag, "a part of a name"));
    if (auto done = check_part(part); !done) return done;
  }
  return {};
}

Result<Bytes> read_name(Reader& reader, std::string_view what) {
  TRY(const auto name, reader.next(der::sequence_tag, what));
  if (const auto done = check_name(name); !done) return tl::unexpected(done.error());
  return copy_of(name.whole);
}

Result<Algorithm> read_algorithm(const Element& element) {
  Reader reader(element);
  Algorithm out;
  TRY(const auto oid, reader.next(der::oid_tag, "the algorithm"));
  TRY(out.oid, der::oid_in(oid));
  if (reader.at_end()) return out;
  TRY(const auto parameters, reader.next("the algorithm's parameters"));
  if (parameters.tag == der::oid_tag) {
    TRY(out.curve, der::oid_in(parameters));
  } else if (parameters.tag != der::null_tag || !parameters.contents.empty()) {
    return failure("the algorithm has parameters that are not understood here", "the algorithm");
  }
  if (const auto end = reader.end("the algorithm"); !end) return tl::unexpected(end.error());
  return out;
}

Result<PublicKey> read_public_key(Reader& reader) {
  PublicKey out;
  TRY(const auto element, reader.next(der::sequence_tag, "the key"));
  Reader inside(element);
  TRY(const auto algorithm, inside.next(der::sequence_tag, "the key's algorithm"));
  TRY(out.algorithm, read_algorithm(algorithm));
  TRY(const auto bits, inside.next(der::bit_string_tag, "the key"));
  TRY(const auto octets, der::octets_of_bits_in(bits));
  if (const auto end = inside.end("the key"); !end) return tl::unexpected(end.error());
  out.info = copy_of(element.whole);
  out.bits = copy_of(octets);
  if (out.algorithm.oid == oid::rsa) {
    if (const auto done = read_rsa_numbers(octets, out); !done) return tl::unexpected(done.error());
  }
  return out;
}

}  // namespace tameshi::jlis::platform
