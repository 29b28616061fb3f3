// The ways in which a certificate can be wrong, or odd, by name: rows of deviations/*.yaml. An honest value
// is made, distorted as the row says, and signed.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/yaml_reader.hpp"
#include "fake-jlis/ca/der_tree.hpp"
#include "fake-jlis/ca/profile.hpp"
#include "fake-jlis/registry/status.hpp"

namespace tameshi::jlis::ca {

// Who issues, or only whose key signs.
enum class Issuer {
  issuing,         // as is right
  previous,        // the generation before
  expired,         // the first generation
  rogue,           // somebody who made a CA of the same name
  test_arc,        // the CA of the test cards
  other_kind,      // the CA of the other kind of certificate
  another_holder,  // whoever holds a certificate
  holder,          // the holder
};

enum class HolderKey { usual, rsa_1024, rsa_exponent_3, p384, of_the_authority };

// Steps upon the fields.
struct RemoveExtensions {
  std::vector<std::string> oids;
};
struct RepeatExtension {
  std::string oid;
};
struct SetCritical {
  std::string oid;
  bool critical = false;
};
struct MoveToFront {
  std::string oid;
};
// In the place of the extension of that OID; added when there is none, or when `beside` it.
struct PutRow {
  ExtensionRow row;
  bool beside = false;
};
struct PutBytes {
  Extension extension;
  bool beside = false;
};
struct PutName {
  bool of_issuer = false;
  Name rdns;
};
// Of the subjectAltName's entry with that OID.
struct EditOtherName {
  std::string oid;
  bool drop = false;
  std::optional<std::string> text;  // a template
  std::optional<der::Tag> as;
  std::string replace;
  std::string with;
};
struct MoveTime {
  bool not_after = false;
  bool from_now = false;  // else from what it would honestly be
  std::chrono::milliseconds by{};
};
struct SetVersion {
  unsigned version = 3;
};
struct SetExponent {
  Bytes octets;
};

// A step upon the encoding.
enum class TimeForm { as_it_is, generalized, without_zone, without_seconds, with_offset, with_fraction };
struct Reencode {
  std::vector<std::size_t> path;  // from the Certificate down
  std::string extension;          // then that extension's element, by OID
  std::vector<std::size_t> below;
  bool after_signing = false;
  LengthForm length = LengthForm::shortest;
  bool drop = false;
  std::optional<std::uint8_t> tag;
  std::optional<Bytes> contents;
  Bytes inside;
  Bytes after;
  Bytes before;
  TimeForm form = TimeForm::as_it_is;
};

using Change = std::variant<RemoveExtensions, RepeatExtension, SetCritical, MoveToFront, PutRow, PutBytes,
                            PutName, EditOtherName, MoveTime, SetVersion, SetExponent, Reencode>;

enum class Decision { accept, acceptable, reject };
std::string_view to_string(Decision decision);

struct Finding {
  std::string tool;  // "openssl"
  std::string text;  // stands in what it says; "OK" when it finds nothing wrong
};

struct Deviation {
  std::string name;
  std::string says;
  std::vector<Kind> of;  // kinds of certificate
  Decision expected = Decision::reject;
  std::string layer;  // that must refuse
  std::string source;
  std::string note;
  std::vector<Finding> seen_by;
  std::string no_tool;  // why none of the tools can see it
  Issuer issuer = Issuer::issuing;
  std::optional<Issuer> signed_by;
  bool other_profile = false;
  HolderKey key = HolderKey::usual;
  std::string sign = "as-profile";
  std::vector<Change> changes;

  [[nodiscard]] bool applies_to(Kind kind) const;
};

// The built-in ones, in the order of their files. Read once; Trouble when one is wrong.
const std::vector<Deviation>& deviations();
Result<const Deviation*> find_deviation(std::string_view name);
std::vector<std::string> deviation_names();

// One file of them.
std::vector<Deviation> read_deviations(std::string_view text, const std::string& file,
                                       yaml::Problems& problems);

}  // namespace tameshi::jlis::ca
