// A card's files as rows: which data objects in which order, and where each value comes from. Read once from
// layouts/NAME.yaml, which explains the words.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.hpp"

namespace tameshi::jlis::personalisation {

struct Piece;

struct DataObject {
  Bytes tag;
  std::vector<Piece> value;
};
struct Fixed {
  Bytes bytes;
};
struct Word {
  std::string name;
};
struct PublicKey {
  std::string key;  // of the card
};
struct KeyId {
  std::string key;  // of the issuer
};
struct Certificate {
  std::string signer;
  bool body_only = false;  // without the template 7F21
};
struct Offsets {
  std::vector<std::string> tags;
};

// "FILE" or "FILE TAG", made before.
using References = std::vector<std::string>;

struct Digest {
  References over;
};
struct Signature {
  References over;
  std::string by;
};
struct DigestSignature {
  std::vector<References> groups;
  std::string by;
};

struct Piece {
  std::variant<Fixed, DataObject, Word, PublicKey, KeyId, Certificate, Offsets, Digest, Signature,
               DigestSignature>
      is;
};

struct FileLayout {
  std::string file;  // by the name that the card's tables hold
  std::vector<Piece> contents;
  std::string source;
};

struct KeyIdRow {
  std::string key;
  Bytes id;  // sixteen bytes
};

struct Layout {
  std::vector<KeyIdRow> key_ids;
  std::vector<FileLayout> files;  // in the order in which they are made
};

// From the built-in layouts; Trouble for an unknown name or a wrong row, which are our own mistakes.
std::shared_ptr<const Layout> load_layout(std::string_view name);

// Four digits, "FF10", for references.
std::string tag_name(ByteView tag);

}  // namespace tameshi::jlis::personalisation
