#include "fake-jlis/platform/certificate.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/mutant.hpp"
#include "fake-jlis/platform/certificate_parts.hpp"

namespace tameshi::jlis::platform {
namespace {

using der::Element;
using der::Reader;

constexpr std::uint8_t version_tag = 0xA0;
constexpr std::uint8_t extensions_tag = 0xA3;

// Version ::= INTEGER { v1(0), v2(1), v3(2) }, [0] EXPLICIT; v1 is not written (X.690 §11.5).
Result<unsigned> read_version(Reader& reader) {
  TRY(const auto tagged, reader.next_if(version_tag, "the version"));
  if (!tagged) return 1U;
  Reader inside(*tagged);
  TRY(const auto number, inside.next(der::integer_tag, "the version"));
  TRY(const auto octets, der::integer_in(number));
  if (const auto end = inside.end("the version"); !end) return tl::unexpected(end.error());
  if ((octets.size() != 1 || octets[0] != 2) && !mutant("takes-any-version"))
    return failure("only version 3 has extensions", "the version");
  return 3U;
}

Result<Bytes> read_serial(Reader& reader) {
  constexpr std::size_t longest = 20;  // RFC 5280 §4.1.2.2
  TRY(const auto element, reader.next(der::integer_tag, "the serial number"));
  TRY(const auto octets, der::integer_in(element));
  if ((octets[0] >= 0x80 || (octets.size() == 1 && octets[0] == 0)) &&
      !mutant("takes-serials-that-are-not-positive"))
    return failure("a serial number is positive", "the serial number");
  if (octets.size() - (octets[0] == 0 ? 1 : 0) > longest && !mutant("takes-serials-of-any-length"))
    return failure("a serial number has 20 octets at most", "the serial number");
  return copy_of(octets);
}

Result<void> read_validity(Reader& reader, Certificate& out) {
  TRY(const auto element, reader.next(der::sequence_tag, "the validity"));
  Reader inside(element);
  TRY(const auto from, inside.next("notBefore"));
  TRY(const auto until, inside.next("notAfter"));
  TRY(out.not_before, der::time_in(from));
  TRY(out.not_after, der::time_in(until));
  return inside.end("the validity");
}

Result<void> read_all_extensions(Reader& reader, Certificate& out) {
  TRY(const auto tagged, reader.next(extensions_tag, "the extensions"));
  Reader inside(tagged);
  TRY(const auto list, inside.next(der::sequence_tag, "the extensions"));
  if (auto end = inside.end("the extensions"); !end) return end;
  TRY(out.extensions, read_extensions(list));
  return read_known_extensions(out);
}

Result<void> read_signed_part(const Element& element, Certificate& out) {
  Reader reader(element);
  TRY(out.version, read_version(reader));
  TRY(out.serial, read_serial(reader));
  TRY(const auto algorithm, reader.next(der::sequence_tag, "the algorithm"));
  TRY(out.signed_by, read_algorithm(algorithm));
  TRY(out.issuer, read_name(reader, "the issuer"));
  if (auto done = read_validity(reader, out); !done) return done;
  TRY(out.subject, read_name(reader, "the subject"));
  TRY(out.key, read_public_key(reader));
  if (out.version != 3) return failure("there are no extensions", "the certificate");
  if (auto done = read_all_extensions(reader, out); !done) return done;
  return reader.end("the certificate");
}

}  // namespace

const Extension* Certificate::extension(std::string_view wanted) const {
  return find_extension(extensions, wanted);
}

Result<Certificate> read_certificate(ByteView bytes) {
  Certificate out;
  Reader outermost(bytes);
  TRY(const auto whole, outermost.next(der::sequence_tag, "the certificate"));
  if (const auto end = outermost.end("the certificate"); !end) return tl::unexpected(end.error());
  Reader reader(whole);
  TRY(const auto to_be_signed, reader.next(der::sequence_tag, "what is signed"));
  TRY(const auto algorithm, reader.next(der::sequence_tag, "the algorithm beside the signature"));
  TRY(const auto signature, reader.next(der::bit_string_tag, "the signature"));
  if (const auto end = reader.end("the certificate"); !end) return tl::unexpected(end.error());
  if (const auto done = read_signed_part(to_be_signed, out); !done) return tl::unexpected(done.error());
  TRY(const auto beside, read_algorithm(algorithm));
  if (!(beside == out.signed_by) && !mutant("ignores-that-two-algorithms-are-named"))
    return failure("two algorithms are named", "the signature");
  TRY(const auto octets, der::octets_of_bits_in(signature));
  out.signature = copy_of(octets);
  out.to_be_signed = copy_of(to_be_signed.whole);
  out.der = copy_of(bytes);
  return out;
}

std::string serial_in_words(ByteView serial) {
  const auto number = der::unsigned_in(serial);
  return number ? std::to_string(*number) : "0x" + hex(serial);
}

}  // namespace tameshi::jlis::platform
