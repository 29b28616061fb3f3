#include "fake-jlis/platform/crl.hpp"

#include <algorithm>

#include "base/mutant.hpp"
#include "fake-jlis/platform/certificate_parts.hpp"

namespace tameshi::jlis::platform {
namespace {

using der::Element;
using der::Reader;

constexpr std::string_view reason_oid = "2.5.29.21";
constexpr std::string_view invalidity_oid = "2.5.29.24";
constexpr std::string_view entry_issuer_oid = "2.5.29.29";
constexpr std::string_view number_oid = "2.5.29.20";
constexpr std::string_view point_oid = "2.5.29.28";
constexpr std::size_t longest_number = 20;  // §4.1.2.2, §5.2.3

Result<Element> sole(const Bytes& value, std::uint8_t tag, std::string_view what) {
  Reader reader(value);
  TRY(const auto element, reader.next(tag, what));
  if (const auto end = reader.end(what); !end) return tl::unexpected(end.error());
  return element;
}

bool is_time(const Reader& reader) {
  return reader.next_is(der::utc_time_tag) || reader.next_is(der::generalized_time_tag);
}

// UTCTime through 2049 and GeneralizedTime from 2050 (§5.1.2.4).
Result<Instant> read_time(Reader& reader, std::string_view what) {
  using namespace std::chrono;
  TRY(const auto element, reader.next(what));
  TRY(const auto out, der::time_in(element));
  const bool late = out >= Instant(sys_days{year{2050} / 1 / 1});
  if (late != (element.tag == der::generalized_time_tag) && !mutant("takes-times-in-the-wrong-form"))
    return failure("a time in the wrong form", std::string(what));
  return out;
}

Result<void> read_reason(const Extension& extension, ReadEntry& out) {
  if (extension.critical) return failure("the reason is critical", "an entry");
  TRY(const auto element, sole(extension.value, der::enumerated_tag, "the reason"));
  TRY(const auto octets, der::integer_in(element));
  const auto number = der::unsigned_in(octets);
  // 7 is not used, 8 is for deltas (§5.3.1).
  if ((!number || *number > 10 || *number == 7 || *number == 8) &&
      !mutant("takes-reasons-that-there-are-not"))
    return failure("no reason has this number", "an entry");
  out.reason = static_cast<unsigned>(*number);
  return {};
}

Result<void> read_entry_extension(const Extension& extension, ReadEntry& out) {
  if (extension.oid == reason_oid) return read_reason(extension, out);
  if (extension.oid == entry_issuer_oid)
    return failure("an entry is about another authority's certificate", "an entry");
  if (extension.critical && !mutant("ignores-unknown-critical-extensions-of-entries"))
    return failure("a critical extension that is not understood", "an entry");
  if (extension.oid != invalidity_oid) return {};
  TRY(const auto time, sole(extension.value, der::generalized_time_tag, "the invalidity date"));
  TRY(const auto date, der::time_in(time));
  if (date > out.revoked_at) return failure("the invalidity date is after the revocation", "an entry");
  return {};
}

Result<ReadEntry> read_entry(const Element& element) {
  Reader reader(element);
  ReadEntry out;
  TRY(const auto serial, reader.next(der::integer_tag, "a serial number"));
  TRY(out.serial, der::integer_in(serial));
  const bool positive = out.serial[0] < 0x80 && (out.serial.size() > 1 || out.serial[0] != 0);
  if (!positive || out.serial.size() > longest_number + 1) return failure("no serial number", "an entry");
  TRY(out.revoked_at, read_time(reader, "the date of revocation"));
  TRY(const auto list, reader.next_if(der::sequence_tag, "an entry's extensions"));
  if (list) {
    TRY(const auto extensions, read_extensions(*list));
    for (const auto& extension : extensions) {
      if (const auto done = read_entry_extension(extension, out); !done) return tl::unexpected(done.error());
    }
  }
  if (const auto end = reader.end("an entry"); !end) return tl::unexpected(end.error());
  return out;
}

Result<void> read_entries(Reader& reader, const std::function<void(const ReadEntry&)>& take, ReadList& out) {
  if (!reader.next_is(der::sequence_tag)) return {};
  TRY(const auto list, reader.next(der::sequence_tag, "the entries"));
  Reader in(list);
  if (in.at_end() && !mutant("takes-empty-lists-of-entries"))
    return failure("a list of entries without any", "the entries");  // §5.1.2.6
  while (!in.at_end()) {
    TRY(const auto element, in.next(der::sequence_tag, "an entry"));
    TRY(const auto entry, read_entry(element));
    ++out.count;
    take(entry);
  }
  return {};
}

Result<void> read_number(const Extension& extension, ReadList& out) {
  if (extension.critical) return failure("the list's number is critical", "the extensions");
  TRY(const auto element, sole(extension.value, der::integer_tag, "the list's number"));
  TRY(const auto octets, der::integer_in(element));
  if (octets[0] >= 0x80 || octets.size() > longest_number)
    return failure("no number of a list", "the extensions");
  out.number = copy_of(octets);
  return {};
}

// DistributionPointName [0]: fullName [0] with one directoryName [4].
Result<void> read_point_name(const Element& tagged, ReadDistributionPoint& out) {
  out.has_name = true;
  Reader reader(tagged);
  TRY(const auto full, reader.next("the point's name"));
  if (auto end = reader.end("the point's name"); !end) return end;
  if (full.tag != 0xA0) return {};
  Reader names(full);
  TRY(const auto name, names.next("a name"));
  if (name.tag != 0xA4 || !names.at_end()) return {};
  Reader inside(name);
  TRY(const auto sequence, inside.next(der::sequence_tag, "a directory's name"));
  if (auto end = inside.end("a directory's name"); !end) return end;
  out.name = copy_of(sequence.whole);
  return check_name(sequence);
}

Result<void> read_flag(Reader& reader, std::uint8_t tag, bool& out) {
  TRY(const auto element, reader.next_if(tag, "a flag"));
  if (!element) return {};
  TRY(out, der::boolean_in(*element));
  if (!out) return failure("a default is written out", "the distribution point");
  return {};
}

Result<void> read_point(const Extension& extension, ReadList& out) {
  if (!extension.critical && !mutant("takes-a-scope-that-is-not-critical"))
    return failure("the distribution point is not critical", "the extensions");
  TRY(const auto element, sole(extension.value, der::sequence_tag, "the distribution point"));
  Reader reader(element);
  if (reader.at_end()) return failure("the distribution point says nothing", "the extensions");
  ReadDistributionPoint point;
  TRY(const auto name, reader.next_if(0xA0, "the point's name"));
  if (name) {
    if (auto done = read_point_name(*name, point); !done) return done;
  }
  if (auto done = read_flag(reader, 0x81, point.only_users); !done) return done;
  if (auto done = read_flag(reader, 0x82, point.only_authorities); !done) return done;
  TRY(const auto reasons, reader.next_if(0x83, "the reasons"));
  point.some_reasons = reasons.has_value();
  if (auto done = read_flag(reader, 0x84, point.indirect); !done) return done;
  if (auto done = read_flag(reader, 0x85, point.only_attributes); !done) return done;
  out.point = std::move(point);
  return reader.end("the distribution point");
}

Result<void> read_key_of_authority(const Extension& extension, ReadList& out) {
  if (extension.critical) return failure("the authority's key identifier is critical", "the extensions");
  Certificate carrier;
  carrier.extensions = {extension};
  if (auto done = read_known_extensions(carrier); !done) return done;
  out.authority_key = std::move(carrier.authority_key);
  return {};
}

Result<void> read_list_extension(const Extension& extension, ReadList& out) {
  if (extension.oid == number_oid) return read_number(extension, out);
  if (extension.oid == point_oid) return read_point(extension, out);
  if (extension.oid == oid::authority_key) return read_key_of_authority(extension, out);
  if (extension.critical && !mutant("ignores-unknown-critical-extensions-of-lists"))
    return failure("a critical extension that is not understood", extension.oid);
  return {};
}

Result<void> read_list_extensions(Reader& reader, ReadList& out) {
  TRY(const auto tagged, reader.next(0xA0, "the list's extensions"));
  Reader inside(tagged);
  TRY(const auto list, inside.next(der::sequence_tag, "the list's extensions"));
  if (auto end = inside.end("the list's extensions"); !end) return end;
  TRY(out.extensions, read_extensions(list));
  for (const auto& extension : out.extensions) {
    if (auto done = read_list_extension(extension, out); !done) return done;
  }
  if (out.number.empty() && !mutant("takes-lists-without-a-number"))
    return failure("the list has no number", "the extensions");  // §5.2.3
  return {};
}

// Version ::= INTEGER, v2(1).
Result<void> read_version(Reader& reader) {
  TRY(const auto element, reader.next(der::integer_tag, "the version"));
  TRY(const auto octets, der::integer_in(element));
  if ((octets.size() != 1 || octets[0] != 1) && !mutant("takes-lists-of-version-1"))
    return failure("only version 2 has extensions", "the version");
  return {};
}

Result<void> read_signed_part(const Element& element, const std::function<void(const ReadEntry&)>& take,
                              ReadList& out) {
  Reader reader(element);
  if (auto done = read_version(reader); !done) return done;
  TRY(const auto algorithm, reader.next(der::sequence_tag, "the algorithm"));
  TRY(out.signed_by, read_algorithm(algorithm));
  TRY(out.issuer, read_name(reader, "the issuer"));
  TRY(out.this_update, read_time(reader, "thisUpdate"));
  if (!is_time(reader)) return failure("there is no nextUpdate", "nextUpdate");  // §5.1.2.5
  TRY(out.next_update, read_time(reader, "nextUpdate"));
  if (auto done = read_entries(reader, take, out); !done) return done;
  if (auto done = read_list_extensions(reader, out); !done) return done;
  return reader.end("the list");
}

}  // namespace

Result<ReadList> read_list(ByteView bytes, const std::function<void(const ReadEntry&)>& take) {
  Reader outermost(bytes);
  ReadList out;
  TRY(const auto whole, outermost.next(der::sequence_tag, "the list"));
  if (const auto end = outermost.end("the list"); !end && !mutant("ignores-bytes-behind-the-list"))
    return tl::unexpected(end.error());
  Reader reader(whole);
  TRY(const auto to_be_signed, reader.next(der::sequence_tag, "what is signed"));
  TRY(const auto algorithm, reader.next(der::sequence_tag, "the algorithm"));
  TRY(const auto signature, reader.next(der::bit_string_tag, "the signature"));
  if (const auto end = reader.end("the list"); !end) return tl::unexpected(end.error());
  if (const auto done = read_signed_part(to_be_signed, take, out); !done) return tl::unexpected(done.error());
  TRY(const auto beside, read_algorithm(algorithm));
  if (!(beside == out.signed_by)) return failure("two algorithms are named", "the signature");
  TRY(const auto octets, der::octets_of_bits_in(signature));
  out.signature = copy_of(octets);
  out.to_be_signed = to_be_signed.whole;
  return out;
}

bool is_smaller(ByteView a, ByteView b) {
  if (a.size() != b.size()) return a.size() < b.size();
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace tameshi::jlis::platform
