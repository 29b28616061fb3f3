// A certificate profile as its table says it: profiles/*.yaml, a row per field, each with its source. Texts
// may hold placeholders, "{organisation}", that issuing fills in.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/yaml_reader.hpp"
#include "fake-jlis/ca/extension.hpp"
#include "fake-jlis/ca/key_pool.hpp"

namespace tameshi::jlis::ca {

struct Origin {
  std::string source;  // "facts/pki.md §1.4 (1)"
  bool ours = false;   // no source says so; we chose it
};

struct NameRow {
  Name rdns;
  Origin origin;
};

// Which parts of an authorityKeyIdentifier are there.
struct AuthorityKeyParts {
  bool key_identifier = false;
  bool issuer = false;
  bool serial = false;
};

// The only method known here is SHA-1 over the public key's bits.
struct SubjectKeyMethod {};

using RowContents =
    std::variant<KeyUsage, ExtendedKeyUsage, CertificatePolicies, AlternativeNames, CrlDistributionPoint,
                 AuthorityInfoAccess, AuthorityKeyParts, SubjectKeyMethod, BasicConstraints>;

struct ExtensionRow {
  std::string name;  // "keyUsage"
  std::string oid;
  bool critical = false;
  RowContents contents;
  Origin origin;
};

enum class ValidityRule { ten_years, fifth_birthday };

struct ValidityRow {
  ValidityRule rule = ValidityRule::ten_years;
  bool capped_by_card = false;
  bool capped_by_authentication = false;
  Origin origin;
};

struct Profile {
  std::string id;                             // "authentication", "authentication-ca"
  KeyAlgorithm key = KeyAlgorithm::rsa_2048;  // of who is certified
  std::string signature_algorithm;            // of the certificate: goes with the CA's key
  ValidityRow validity;
  NameRow subject;
  std::vector<ExtensionRow> extensions;
};

// The words a text may hold in braces.
const std::vector<std::string>& placeholders();

// Reads one table; any mistake means no profile. `like:` takes over a built-in profile: what the table says
// then stands in its place, an extension in that of the same name.
std::optional<Profile> read_profile(std::string_view text, const std::string& file, yaml::Problems& problems);

// A built-in profile. Trouble when it is missing or wrong: it is our own table.
Profile built_in_profile(std::string_view id);

}  // namespace tameshi::jlis::ca
