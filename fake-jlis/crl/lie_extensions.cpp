// Lies in the list's own extensions and version.
#include <algorithm>

#include "base/der.hpp"
#include "fake-jlis/crl/lie_stages.hpp"

namespace tameshi::jlis::crl {
namespace {

// OURS: an extension that nobody knows.
constexpr std::string_view unknown = "1.2.392.200149.99.2";

Extension& number(ListValue& value) {
  return extension(value.fields.extensions, oid::crl_number);
}

// As the CA would have said it some publications ago.
void go_back(ListValue& value, const Telling& by) {
  const auto steps = static_cast<unsigned>(by.lie.number("by"));
  number(value).value = der::integer(earlier(by.publication, steps, by.schedule).number);
}

void set_point(ListValue& value, const DistributionPoint& point) {
  auto& out = extension(value.fields.extensions, oid::issuing_distribution_point);
  out.critical = true;
  out.value = encode(point);
}

// What an honest list would say, to be spoilt in one place.
DistributionPoint honest_point(const Telling& by) {
  DistributionPoint out;
  if (by.list.id.scope != Scope::full) out.name = by.list.distribution_point;
  out.only_authorities = by.list.id.scope == Scope::authority;
  return out;
}

template <typename Act>
void spoil_point(ListValue& value, const Telling& by, Act act) {
  auto point = honest_point(by);
  act(point);
  set_point(value, point);
}

// IssuingDistributionPoint with a uniformResourceIdentifier [6] for the directoryName.
void point_to_uri(ListValue& value, const Telling&) {
  const auto uri = der::context_primitive(6, bytes_of("http://fake-jlis.invalid/other.crl"));
  auto& out = extension(value.fields.extensions, oid::issuing_distribution_point);
  out.critical = true;
  out.value = der::sequence({der::context(0, der::context(0, uri))});
}

// A second alternative of the CHOICE within [0].
void point_twice(ListValue& value, const Telling& by) {
  const auto name = der::context(0, der::context(4, by.accomplices.other_municipality.distribution_point));
  auto& out = extension(value.fields.extensions, oid::issuing_distribution_point);
  out.critical = true;
  out.value = der::sequence({der::context(0, concat({name, name}))});
}

// CRLDistributionPoints, with the list's own point as where the delta would be.
void name_freshest(ListValue& value, const Telling& by) {
  const auto name = by.list.distribution_point.empty() ? value.fields.issuer : by.list.distribution_point;
  const auto point = der::context(0, der::context(0, der::context(4, name)));
  value.fields.extensions.push_back(
      {std::string(oid::freshest_crl), false, der::sequence({der::sequence({point})})});
}

void say_delta(ListValue& value, const Telling& by) {
  const auto base = der::integer(earlier(by.publication, 1, by.schedule).number);
  value.fields.extensions.push_back({std::string(oid::delta_crl_indicator), true, base});
}

void say_version_1(ListValue& value, const Telling&) {
  value.fields.version.clear();
}

void become_version_1(ListValue& value, const Telling&) {
  value.fields.version.clear();
  value.fields.extensions.clear();
  for (auto& entry : value.entries) entry.extensions.clear();
}

// RFC 5280 §5.2.3: up to 20 octets must be understood.
Bytes long_number(std::size_t octets) {
  return der::tlv(der::integer_tag, Bytes(octets, 0x7F));
}

}  // namespace

const LieTable<ValueAct>& extension_lies() {
  static const LieTable<ValueAct> table{
      {"number-absent",
       [](ListValue& value, const Telling&) { drop_extension(value.fields.extensions, oid::crl_number); }},
      {"number-going-back", go_back},
      {"number-repeated",
       [](ListValue& value, const Telling& by) {
         number(value).value = der::integer(earlier(by.publication, 1, by.schedule).number);
       }},
      {"number-negative",
       [](ListValue& value, const Telling&) {
         number(value).value = der::tlv(der::integer_tag, Bytes{0xFF});
       }},
      {"number-of-20-octets",
       [](ListValue& value, const Telling&) { number(value).value = long_number(20); }},
      {"number-of-21-octets",
       [](ListValue& value, const Telling&) { number(value).value = long_number(21); }},
      {"number-with-leading-zero",
       [](ListValue& value, const Telling&) {
         number(value).value = der::tlv(der::integer_tag, Bytes{0x00, 0x00, 0x50, 0x40});
       }},
      {"number-critical", [](ListValue& value, const Telling&) { number(value).critical = true; }},
      {"point-absent",
       [](ListValue& value, const Telling&) {
         drop_extension(value.fields.extensions, oid::issuing_distribution_point);
       }},
      {"point-not-critical",
       [](ListValue& value, const Telling& by) {
         set_point(value, honest_point(by));
         extension(value.fields.extensions, oid::issuing_distribution_point).critical = false;
       }},
      {"point-of-other-municipality",
       [](ListValue& value, const Telling& by) {
         spoil_point(value, by, [&](DistributionPoint& point) {
           point.name = by.accomplices.other_municipality.distribution_point;
         });
       }},
      {"point-empty", [](ListValue& value, const Telling&) { set_point(value, {}); }},
      {"point-by-uri", point_to_uri},
      {"point-with-two-names", point_twice},
      {"point-only-users",
       [](ListValue& value, const Telling& by) {
         spoil_point(value, by, [](DistributionPoint& point) { point.only_users = true; });
       }},
      {"point-only-authorities",
       [](ListValue& value, const Telling& by) {
         spoil_point(value, by, [](DistributionPoint& point) { point.only_authorities = true; });
       }},
      {"point-users-and-authorities",
       [](ListValue& value, const Telling& by) {
         spoil_point(value, by,
                     [](DistributionPoint& point) { point.only_users = point.only_authorities = true; });
       }},
      {"point-only-attributes",
       [](ListValue& value, const Telling& by) {
         spoil_point(value, by, [](DistributionPoint& point) { point.only_attributes = true; });
       }},
      {"point-only-some-reasons",
       [](ListValue& value, const Telling& by) {
         // keyCompromise (1) alone.
         spoil_point(value, by, [](DistributionPoint& point) { point.only_some_reasons = {0x06, 0x40}; });
       }},
      {"point-indirect",
       [](ListValue& value, const Telling& by) {
         spoil_point(value, by, [](DistributionPoint& point) { point.indirect = true; });
       }},
      {"delta", say_delta},
      {"freshest-crl", name_freshest},
      {"extension-unknown",
       [](ListValue& value, const Telling&) {
         value.fields.extensions.push_back({std::string(unknown), false, der::null()});
       }},
      {"extension-unknown-critical",
       [](ListValue& value, const Telling&) {
         value.fields.extensions.push_back({std::string(unknown), true, der::null()});
       }},
      {"extension-twice",
       [](ListValue& value, const Telling&) {
         const auto again = number(value);
         value.fields.extensions.push_back(again);
       }},
      {"extensions-empty",
       [](ListValue& value, const Telling&) {
         value.fields.extensions.clear();
         value.fields.after_extensions = der::context(0, der::sequence({}));
       }},
      {"extensions-reordered",
       [](ListValue& value, const Telling&) {
         std::reverse(value.fields.extensions.begin(), value.fields.extensions.end());
       }},
      {"version-1-with-extensions", say_version_1},
      {"version-1", become_version_1},
      {"version-1-with-entry-extensions",
       [](ListValue& value, const Telling&) {
         value.fields.version.clear();
         value.fields.extensions.clear();
       }},
      {"version-1-explicit",
       [](ListValue& value, const Telling&) { value.fields.version = der::integer(0); }},
      {"version-3", [](ListValue& value, const Telling&) { value.fields.version = der::integer(2); }},
  };
  return table;
}

}  // namespace tameshi::jlis::crl
