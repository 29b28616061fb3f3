// From a profile's rows to a certificate's values: placeholders get their words, key identifiers their keys.
#pragma once

#include <map>
#include <string>

#include "fake-jlis/ca/profile.hpp"

namespace tameshi::jlis::ca {

// By placeholder, without braces.
using Words = std::map<std::string, std::string, std::less<>>;

// What an authorityKeyIdentifier speaks of.
struct AuthorityIdentity {
  Bytes key_identifier;
  Name name;
  std::uint64_t serial = 0;  // of the CA's own certificate
};

struct FillIn {
  Words words;
  AuthorityIdentity authority;
  Bytes subject_key_identifier;
  std::string policy;  // in place of the table's; empty: the table's
};

// Every placeholder replaced; Trouble when a word was not given.
std::string filled(std::string_view text, const Words& words);
Name filled(const Name& name, const Words& words);
std::vector<Extension> filled(const std::vector<ExtensionRow>& rows, const FillIn& with);

}  // namespace tameshi::jlis::ca
