// Distinguished names, RFC 5280 §4.1.2.4, as plain values: every attribute with the string type it is written
// in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/der.hpp"

namespace tameshi::jlis::ca {

struct Attribute {
  std::string type;             // "C", "O", "OU", "L", "CN"
  der::Tag as = der::utf8_tag;  // PrintableString or UTF8String
  std::string value;

  bool operator==(const Attribute&) const = default;
};

// One RDN per attribute, in this order.
using Name = std::vector<Attribute>;

// Dotted decimal, as far as its spelling goes.
bool is_oid(std::string_view text);

// The attribute types known here, with their OIDs (X.520).
std::vector<std::string> attribute_types();

// RDNSequence ::= SEQUENCE OF SET SIZE (1..MAX) OF AttributeTypeAndValue
Bytes encode(const Name& name);

}  // namespace tameshi::jlis::ca
