// Extensions, and what those say that a verifier of the JPKI understands (RFC 5280 §4.2.1).
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/mutant.hpp"
#include "fake-jlis/platform/certificate_parts.hpp"

namespace tameshi::jlis::platform {
namespace {

using der::Element;
using der::Reader;

// Each stands once, which takes a look at all others. OURS.
constexpr std::size_t most_extensions = 100;
constexpr std::size_t most_policies = 100;

// The one element that an extension's value is.
Result<Element> sole(const Bytes& value, std::uint8_t tag, std::string_view what) {
  Reader reader(value);
  TRY(const auto element, reader.next(tag, what));
  if (const auto end = reader.end(what); !end) return tl::unexpected(end.error());
  return element;
}

Result<Extension> read_extension(const Element& element) {
  Reader reader(element);
  Extension out;
  TRY(const auto oid, reader.next(der::oid_tag, "an extension"));
  TRY(out.oid, der::oid_in(oid));
  TRY(const auto critical, reader.next_if(der::boolean_tag, "critical"));
  if (critical) {
    TRY(out.critical, der::boolean_in(*critical));
    if (!out.critical && !mutant("takes-defaults-written-out"))
      return failure("a default is written out", out.oid);  // X.690 §11.5
  }
  TRY(const auto value, reader.next(der::octet_string_tag, "an extension's value"));
  out.value = copy_of(value.contents);
  if (const auto end = reader.end("an extension"); !end) return tl::unexpected(end.error());
  return out;
}

Result<void> read_key_usage(const Bytes& value, Certificate& out) {
  TRY(const auto element, sole(value, der::bit_string_tag, "keyUsage"));
  TRY(out.key_usage, der::named_bits_in(element));
  if (*out.key_usage == 0) return failure("keyUsage has no bit", "keyUsage");
  return {};
}

Result<void> read_basic_constraints(const Bytes& value, Certificate& out) {
  TRY(const auto element, sole(value, der::sequence_tag, "basicConstraints"));
  Reader reader(element);
  BasicConstraints constraints;
  TRY(const auto authority, reader.next_if(der::boolean_tag, "cA"));
  if (authority) {
    TRY(constraints.authority, der::boolean_in(*authority));
    if (!constraints.authority) return failure("a default is written out", "basicConstraints");
  }
  TRY(const auto length, reader.next_if(der::integer_tag, "pathLenConstraint"));
  if (length && !constraints.authority && !mutant("takes-a-path-length-without-an-authority"))
    return failure("a path's length without an authority", "basicConstraints");
  out.basic_constraints = constraints;
  return reader.end("basicConstraints");
}

// SEQUENCE SIZE (1..MAX) OF OBJECT IDENTIFIER.
Result<void> read_purposes(const Bytes& value, Certificate& out) {
  TRY(const auto element, sole(value, der::sequence_tag, "extendedKeyUsage"));
  Reader reader(element);
  while (!reader.at_end()) {
    TRY(const auto purpose, reader.next(der::oid_tag, "a purpose"));
    TRY(auto oid, der::oid_in(purpose));
    out.purposes.push_back(std::move(oid));
  }
  if (out.purposes.empty()) return failure("extendedKeyUsage names no purpose", "extendedKeyUsage");
  return {};
}

// Qualifiers are well-formed and do not matter.
Result<void> read_policies(const Bytes& value, Certificate& out) {
  TRY(const auto element, sole(value, der::sequence_tag, "certificatePolicies"));
  Reader reader(element);
  while (!reader.at_end()) {
    TRY(const auto information, reader.next(der::sequence_tag, "a policy"));
    Reader inside(information);
    TRY(const auto policy, inside.next(der::oid_tag, "a policy"));
    TRY(auto oid, der::oid_in(policy));
    TRY([[maybe_unused]] const auto qualifiers, inside.next_if(der::sequence_tag, "qualifiers"));
    if (auto end = inside.end("a policy"); !end) return end;
    if (std::find(out.policies.begin(), out.policies.end(), oid) != out.policies.end() &&
        !mutant("takes-a-policy-twice"))
      return failure("a policy stands twice", "certificatePolicies");  // §4.2.1.4
    if (out.policies.size() == most_policies)
      return failure(fmt::format("more than {} policies", most_policies), "certificatePolicies");
    out.policies.push_back(std::move(oid));
  }
  if (out.policies.empty()) return failure("no policy", "certificatePolicies");
  return {};
}

// GeneralNames with one directoryName; gives nothing for other forms.
Result<std::optional<Bytes>> directory_name_in(const Element& names) {
  constexpr std::uint8_t directory_name = 0xA4;
  Reader reader(names);
  TRY(const auto name, reader.next("a general name"));
  if (name.tag != directory_name || !reader.at_end()) return std::nullopt;
  Reader inside(name);
  TRY(const auto sequence, inside.next(der::sequence_tag, "a directory's name"));
  if (const auto end = inside.end("a directory's name"); !end) return tl::unexpected(end.error());
  if (const auto done = check_name(sequence); !done) return tl::unexpected(done.error());
  return copy_of(sequence.whole);
}

Result<void> read_authority_key(const Bytes& value, Certificate& out) {
  TRY(const auto element, sole(value, der::sequence_tag, "authorityKeyIdentifier"));
  Reader reader(element);
  AuthorityKeyIdentifier identifier;
  TRY(const auto key, reader.next_if(0x80, "keyIdentifier"));
  TRY(const auto issuer, reader.next_if(0xA1, "authorityCertIssuer"));
  TRY(const auto serial, reader.next_if(0x82, "authorityCertSerialNumber"));
  if (auto end = reader.end("authorityKeyIdentifier"); !end) return end;
  if (key) identifier.key = copy_of(key->contents);
  if (issuer) {
    TRY(identifier.issuer, directory_name_in(*issuer));
  }
  if (serial) identifier.serial = copy_of(serial->contents);
  out.authority_key = std::move(identifier);
  return {};
}

Result<void> read_subject_key(const Bytes& value, Certificate& out) {
  TRY(const auto element, sole(value, der::octet_string_tag, "subjectKeyIdentifier"));
  out.subject_key = copy_of(element.contents);
  return {};
}

// otherName [0] { type-id, value [0] EXPLICIT }.
Result<OtherName> read_other_name(const Element& element) {
  Reader reader(element);
  OtherName out;
  TRY(const auto type, reader.next(der::oid_tag, "an otherName's type"));
  TRY(out.oid, der::oid_in(type));
  TRY(const auto tagged, reader.next(0xA0, "an otherName's value"));
  if (const auto end = reader.end("an otherName"); !end) return tl::unexpected(end.error());
  Reader inside(tagged);
  TRY(const auto value, inside.next("an otherName's value"));
  if (const auto end = inside.end("an otherName's value"); !end) return tl::unexpected(end.error());
  out.tag = value.tag;
  out.value = copy_of(value.contents);
  return out;
}

Result<void> read_subject_alternative(const Bytes& value, Certificate& out) {
  constexpr std::uint8_t other_name = 0xA0;
  TRY(const auto element, sole(value, der::sequence_tag, "subjectAltName"));
  Reader reader(element);
  if (reader.at_end()) return failure("no name", "subjectAltName");
  while (!reader.at_end()) {
    TRY(const auto name, reader.next("a general name"));
    if (name.tag != other_name) continue;
    TRY(auto read, read_other_name(name));
    out.other_names.push_back(std::move(read));
  }
  return {};
}

// One point with a fullName of one directory entry is what the JPKI has (facts/pki.md §1.4 (5)).
Result<void> read_list_points(const Bytes& value, Certificate& out) {
  TRY(const auto element, sole(value, der::sequence_tag, "cRLDistributionPoints"));
  Reader points(element);
  TRY(const auto point, points.next(der::sequence_tag, "a distribution point"));
  if (!points.at_end()) return {};
  Reader reader(point);
  TRY(const auto name, reader.next_if(0xA0, "distributionPoint"));
  if (!name || !reader.at_end()) return {};
  Reader inside(*name);
  TRY(const auto full, inside.next_if(0xA0, "fullName"));
  if (!full) return {};
  TRY(out.list_name, directory_name_in(*full));
  return {};
}

Result<void> read_nothing(const Bytes& value, Certificate&) {
  TRY([[maybe_unused]] const auto element, sole(value, der::sequence_tag, "an extension"));
  return {};
}

struct Row {
  std::string_view oid;
  Result<void> (*read)(const Bytes&, Certificate&);
};
constexpr std::array rows{
    Row{oid::key_usage, read_key_usage},
    Row{oid::basic_constraints, read_basic_constraints},
    Row{oid::purposes, read_purposes},
    Row{oid::policies, read_policies},
    Row{oid::authority_key, read_authority_key},
    Row{oid::subject_key, read_subject_key},
    Row{oid::subject_alternative, read_subject_alternative},
    Row{oid::issuer_alternative, read_nothing},
    Row{oid::list_points, read_list_points},
    Row{oid::authority_access, read_nothing},
};

}  // namespace

Result<std::vector<Extension>> read_extensions(const Element& list) {
  Reader reader(list);
  std::vector<Extension> out;
  while (!reader.at_end()) {
    TRY(const auto element, reader.next(der::sequence_tag, "an extension"));
    TRY(auto extension, read_extension(element));
    if (find_extension(out, extension.oid) != nullptr && !mutant("takes-an-extension-twice"))
      return failure("an extension stands twice", extension.oid);
    if (out.size() == most_extensions)
      return failure(fmt::format("more than {} extensions", most_extensions), "the extensions");
    out.push_back(std::move(extension));
  }
  if (out.empty()) return failure("a list of extensions without any", "the extensions");
  return out;
}

const Extension* find_extension(const std::vector<Extension>& all, std::string_view oid) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Extension& one) { return one.oid == oid; });
  return found == all.end() ? nullptr : &*found;
}

Result<void> read_known_extensions(Certificate& certificate) {
  for (const auto& extension : certificate.extensions) {
    const auto* row =
        std::find_if(rows.begin(), rows.end(), [&](const Row& one) { return one.oid == extension.oid; });
    if (row == rows.end()) continue;
    if (auto done = row->read(extension.value, certificate); !done) return done;
  }
  return {};
}

}  // namespace tameshi::jlis::platform
