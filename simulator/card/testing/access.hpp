// access.cases.yaml as structs: which credential opens what, known apart from the card's own tables.
#pragma once

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/yaml_reader.hpp"

namespace tameshi::card::testing {

using FileIds = std::vector<std::uint16_t>;

inline bool has(const FileIds& ids, std::uint16_t id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

struct Credential {
  std::uint16_t id = 0;
  std::string value;
  unsigned tries = 0;
  FileIds opens;
  FileIds signs;
  bool begins_session = false;
  std::uint16_t changed_by = 0;  // class and instruction; 0: nothing changes it

  // As P2 of VERIFY names it.
  [[nodiscard]] std::uint8_t parameter() const { return static_cast<std::uint8_t>(0x80 | id); }
};

struct Access {
  std::string name;
  Bytes aid;
  FileIds free;
  FileIds records;
  FileIds closed;
  FileIds free_keys;
  FileIds objects;
  std::vector<Credential> credentials;

  // The files that some credential opens, each once.
  [[nodiscard]] FileIds guarded() const {
    FileIds out;
    for (const auto& credential : credentials) {
      for (const auto id : credential.opens) {
        if (!has(out, id)) out.push_back(id);
      }
    }
    return out;
  }
  // The keys that some credential lets sign.
  [[nodiscard]] FileIds guarded_keys() const {
    FileIds out;
    for (const auto& credential : credentials)
      out.insert(out.end(), credential.signs.begin(), credential.signs.end());
    return out;
  }
};

inline std::uint16_t id_from(const std::string& text) {
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != 2) throw std::runtime_error("not two bytes: " + text);
  return be16(*bytes);
}

inline FileIds ids_at(const yaml::Node& node, std::string_view key) {
  FileIds out;
  const auto* list = node.find(key);
  if (list == nullptr) return out;
  out.reserve(list->items.size());
  for (const auto& item : list->items) out.push_back(id_from(item.text));
  return out;
}

inline Credential credential_from(const yaml::Node& node) {
  Credential out;
  out.id = id_from(node.find("id")->text);
  out.value = node.find("value")->text;
  out.tries = static_cast<unsigned>(std::stoul(node.find("tries")->text));
  out.opens = ids_at(node, "opens");
  out.signs = ids_at(node, "signs");
  out.begins_session = node.find("session") != nullptr;
  if (const auto* instruction = node.find("changed-by")) out.changed_by = id_from(instruction->text);
  return out;
}

inline Access access_from(const yaml::Node& node) {
  Access out;
  out.name = node.find("name")->text;
  out.aid = from_hex(node.find("aid")->text).value();
  out.free = ids_at(node, "free");
  out.records = ids_at(node, "records");
  out.closed = ids_at(node, "closed");
  out.free_keys = ids_at(node, "free-keys");
  out.objects = ids_at(node, "objects");
  for (const auto& item : node.find("credentials")->items) out.credentials.push_back(credential_from(item));
  return out;
}

// The whole file; the current folder is the root of the tree.
inline std::vector<Access> read_access(const std::string& path = "simulator/card/access.cases.yaml") {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  yaml::Problems problems;
  const auto root = yaml::read(text.str(), path, problems);
  if (!in || !root || !problems.empty()) throw std::runtime_error("cannot read " + path);
  std::vector<Access> out;
  out.reserve(root->items.size());
  for (const auto& item : root->items) out.push_back(access_from(item));
  return out;
}

}  // namespace tameshi::card::testing
