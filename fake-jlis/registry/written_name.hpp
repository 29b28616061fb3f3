// The name as register and certificates write it: 旧氏 in brackets after the family name, 通称 in brackets at
// the end, as the card prints them. OURS: that form in a certificate (facts/pki.md §1.5: no source shows it).
#pragma once

#include "fake-jlis/registry/persona.hpp"

namespace tameshi::jlis::registry {

struct WrittenName {
  std::string text;
  Positions substitutes;

  bool operator==(const WrittenName&) const = default;
};

bool has_brackets(std::string_view name);

// What stands in brackets gives way to these; an empty one leaves none. The substitute characters of the rest
// stay what they are.
WrittenName with_brackets(const WrittenName& name, std::string_view former_surname,
                          std::string_view common_name);

}  // namespace tameshi::jlis::registry
