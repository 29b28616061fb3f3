// Lies about who signs, how, and under which name.
#include <algorithm>
#include <cctype>

#include "base/der.hpp"
#include "fake-jlis/crl/lie_stages.hpp"

namespace tameshi::jlis::crl {
namespace {

// Walks the attribute values of a Name whose every length is one octet, as those of our CAs are (the whole
// name's may be longer): SEQUENCE { SET { SEQUENCE { OID, string } } … }.
template <typename Act>
void each_attribute(Bytes& name, Act act) {
  std::size_t at = name.size() > 1 && (name[1] & 0x80) != 0 ? 2 + (name[1] & 0x7FU) : 2;
  while (at + 6 < name.size()) {
    const auto string = at + 4 + 2 + name[at + 5];
    if (string + 1 >= name.size()) return;
    act(string, std::size_t{name[string + 1]});
    at += 2 + std::size_t{name[at + 1]};
  }
}

bool is_printable(ByteView text) {
  constexpr std::string_view allowed = " '()+,-./:=?";
  return std::all_of(text.begin(), text.end(), [&](std::uint8_t c) {
    return std::isalnum(c) != 0 || allowed.find(static_cast<char>(c)) != std::string_view::npos;
  });
}

// PrintableString where UTF8String stood and the characters allow it.
Bytes reencoded(Bytes name) {
  each_attribute(name, [&](std::size_t at, std::size_t length) {
    if (is_printable(ByteView(name).subspan(at + 2, length))) name[at] = der::printable_tag;
  });
  return name;
}

Bytes in_other_case(Bytes name) {
  each_attribute(name, [&](std::size_t at, std::size_t length) {
    for (auto i = at + 2; i < at + 2 + length; ++i) {
      const int c = name[i];
      if (c < 0x80)
        name[i] = static_cast<std::uint8_t>(std::isupper(c) != 0 ? std::tolower(c) : std::toupper(c));
    }
  });
  return name;
}

// The first RDN last.
Bytes reordered(const Bytes& name) {
  const std::size_t start = (name[1] & 0x80) != 0 ? 2 + (name[1] & 0x7FU) : 2;
  const auto first = static_cast<std::ptrdiff_t>(2 + std::size_t{name[start + 1]});
  Bytes rdns(name.begin() + static_cast<std::ptrdiff_t>(start), name.end());
  std::rotate(rdns.begin(), rdns.begin() + first, rdns.end());
  return der::tlv(der::sequence_tag, rdns);
}

Extension& key_identifier(ListValue& value) {
  return extension(value.fields.extensions, oid::authority_key_identifier);
}

void sign_with_sha1(ListValue& value, const Telling&) {
  if (!value.key.is_rsa()) return;
  value.fields.algorithm = Algorithm::rsa_sha1;
  value.fields.algorithm_inside = value.fields.algorithm_outside = algorithm_identifier(Algorithm::rsa_sha1);
}

// RFC 4055 §5: MUST be NULL, and whoever reads MUST take them absent as well.
void drop_parameters(ListValue& value, const Telling&) {
  const auto bare = der::sequence({der::oid("1.2.840.113549.1.1.11")});
  value.fields.algorithm_inside = value.fields.algorithm_outside = bare;
}

void name_issuer_and_serial_only(ListValue& value, const Telling&) {
  const auto name = der::context(1, der::context(4, value.fields.issuer));
  key_identifier(value).value = der::sequence({name, der::context_primitive(2, Bytes{0x01})});
}

}  // namespace

const LieTable<ValueAct>& issuer_lies() {
  static const LieTable<ValueAct> table{
      {"signed-by-other-generation",
       [](ListValue& value, const Telling& by) { value.key = by.accomplices.other_generation.key; }},
      {"signed-by-other-authority",
       [](ListValue& value, const Telling& by) { value.key = by.accomplices.other_authority.key; }},
      {"signed-by-rogue", [](ListValue& value, const Telling& by) { value.key = by.accomplices.rogue.key; }},
      {"sha1", sign_with_sha1},
      {"algorithms-differ",
       [](ListValue& value, const Telling&) {
         value.fields.algorithm_inside = algorithm_identifier(Algorithm::rsa_sha1);
       }},
      {"algorithm-parameters-absent", drop_parameters},
      {"algorithm-unknown",
       [](ListValue& value, const Telling&) {
         value.fields.algorithm_inside = value.fields.algorithm_outside =
             der::sequence({der::oid("1.2.392.200149.99.1"), der::null()});
       }},
      {"issuer-reencoded",
       [](ListValue& value, const Telling&) { value.fields.issuer = reencoded(value.fields.issuer); }},
      {"issuer-in-other-case",
       [](ListValue& value, const Telling&) { value.fields.issuer = in_other_case(value.fields.issuer); }},
      {"issuer-reordered",
       [](ListValue& value, const Telling&) { value.fields.issuer = reordered(value.fields.issuer); }},
      {"issuer-of-other-authority",
       [](ListValue& value, const Telling& by) {
         value.fields.issuer = by.accomplices.other_authority.name;
       }},
      {"issuer-empty", [](ListValue& value, const Telling&) { value.fields.issuer = der::sequence({}); }},
      {"key-identifier-absent",
       [](ListValue& value, const Telling&) {
         drop_extension(value.fields.extensions, oid::authority_key_identifier);
       }},
      {"key-identifier-of-other-generation",
       [](ListValue& value, const Telling& by) {
         key_identifier(value).value =
             der::sequence({der::context_primitive(0, by.accomplices.other_generation.key_identifier)});
       }},
      {"key-identifier-by-name", name_issuer_and_serial_only},
      {"key-identifier-critical",
       [](ListValue& value, const Telling&) { key_identifier(value).critical = true; }},
  };
  return table;
}

}  // namespace tameshi::jlis::crl
