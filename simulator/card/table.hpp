// The card's tables as plain structs. Read once from YAML (aps/, generations/); a wrong row stops with file,
// line and column. Cards point into their Generation, which they share and keep alive.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/yaml_reader.hpp"
#include "simulator/card/rule.hpp"
#include "simulator/iso7816/status_word.hpp"

namespace tameshi::card {

enum class Characters { digits, digits_and_capitals };

// Which command changes a PIN: CHANGE REFERENCE DATA, CHANGE KEY, or none at all.
enum class ChangedBy { change_reference_data, change_key, nothing };

struct PinRow {
  std::string name;
  std::string value;  // under which the card image holds it; as `name` unless the row says otherwise
  std::string title;
  std::uint16_t id = 0;
  unsigned tries = 0;
  std::size_t shortest = 0;
  std::size_t longest = 0;
  Characters characters = Characters::digits;
  ChangedBy changed_by = ChangedBy::change_reference_data;
  std::string source;
};

// RSA signs with SHA-256, the P-384 curve with SHA-384.
enum class Algorithm { rsa, ecdsa_p384 };

enum class KeyUse { signature, internal_authentication };

struct KeyRow {
  std::string name;
  std::string holds;  // under which the card image holds it; as `name` unless the row says otherwise
  std::uint16_t id = 0;
  std::vector<std::string> opened_by;  // PIN rows of the same application, any of them; empty: free
  Algorithm algorithm = Algorithm::rsa;
  KeyUse use = KeyUse::signature;
  bool is_default = false;  // the one that COMPUTE DIGITAL SIGNATURE takes with P2 00
  std::string source;
};

// The pieces of a file's contents, in order.
struct HexPiece {
  Bytes bytes;
};
struct HeldPiece {  // something the card image holds under this name
  std::string name;
};
struct FlagPiece {  // one value when the card image holds the name, another when not
  std::string name;
  Bytes present;
  Bytes absent;
};
using Piece = std::variant<HexPiece, HeldPiece, FlagPiece>;

// One record of a record file: a simple-TLV object (ISO/IEC 7816-4 §6.2).
struct RecordRow {
  std::uint8_t tag = 0;
  std::vector<Piece> contents;
};

struct FileRow {
  std::string name;
  std::uint16_t id = 0;
  std::vector<std::string> opened_by;
  std::vector<Piece> contents;     // of a transparent file
  std::vector<RecordRow> records;  // of a record file; a file has one or the other
  std::string source;
};

// What GET DATA gives.
struct ObjectRow {
  std::string name;
  std::uint16_t tag = 0;
  std::vector<Piece> contents;
  std::string source;
};

// Secure messaging of an application (facts/card.md §5.4).
struct SecureMessagingRow {
  std::string key;  // of the card image: it unwraps session keys; empty: none is configured
  std::vector<std::string> opened_by;
  std::string source;
};

struct InternalRow {
  std::uint16_t id = 0;
  std::string source;
};

struct ApplicationTable {
  std::string name;
  std::string title;
  Bytes aid;
  std::string source;
  std::vector<PinRow> pins;
  std::vector<KeyRow> keys;
  std::vector<FileRow> files;
  std::vector<InternalRow> internal;
  std::vector<ObjectRow> objects;
  std::optional<SecureMessagingRow> secure_messaging;
  std::optional<std::uint16_t>
      terminal_reference;  // the file that a terminal's certificate is checked against
};

// What a rule answers. `counts`: the word is 63Cx and x is the counter.
struct AnswerRow {
  iso7816::StatusWord status;
  bool counts = false;
  std::string because;
  std::string source;
};

enum class Protocol { t0, t1 };

// Whose certificates the issuer puts on it: those of a card, of a telephone, of the announced next card.
enum class Certificates { card, mobile, next };

// The same card as another reader, or another batch, shows it.
struct AtrRow {
  std::string name;
  Bytes atr;
  std::string source;
};

struct Generation {
  std::string name;
  std::string title;
  Bytes atr;
  std::vector<AtrRow> other_atrs;
  Protocol protocol = Protocol::t1;
  Certificates certificates = Certificates::card;
  std::string source;
  std::vector<ApplicationTable> applications;  // the first is current after power-up
  std::array<AnswerRow, rule_count> answers;
};

// From the built-in tables: "current", or "current/contact-2024" for one of its other ATRs. Trouble for an
// unknown name or a wrong row, which are our own mistakes.
std::shared_ptr<const Generation> load_generation(std::string_view name);

// The names of the built-in generations.
std::vector<std::string> generation_names();

// An application from outside, in the grammar of aps/: `file` is how messages name the text. Nothing when
// there are mistakes; they are in `problems`.
std::optional<ApplicationTable> load_application(std::string_view text, const std::string& file,
                                                 yaml::Problems& problems);

// The same card with more applications on it. Refuses a name or an identifier that is taken.
Result<std::shared_ptr<const Generation>> with_applications(const Generation& generation,
                                                            std::vector<ApplicationTable> more);

}  // namespace tameshi::card
