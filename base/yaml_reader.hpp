// YAML in which every node knows its place. Duplicate keys are refused by the reader, unknown ones by Fields,
// with the nearest right word. All mistakes of a file are collected, not only the first.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/place.hpp"
#include "base/result.hpp"

namespace tameshi::yaml {

struct Node;
struct Entry;

struct Node {
  enum class Kind { none, scalar, list, map };

  Kind kind = Kind::none;
  Place place;
  std::string text;            // of a scalar
  bool quoted = false;         // the scalar was written in quotes
  std::vector<Node> items;     // of a list
  std::vector<Entry> entries;  // of a map, in the order of the file

  [[nodiscard]] const Node* find(std::string_view key) const;
};

struct Entry {
  std::string key;
  Place place;  // of the key
  Node value;
};

// The mistakes of one file, in the order they were found.
class Problems {
 public:
  void add(const Place& place, std::string what, std::string cure = {});
  void add(Problem problem) { all_.push_back(std::move(problem)); }
  [[nodiscard]] bool empty() const { return all_.empty(); }
  [[nodiscard]] const std::vector<Problem>& all() const { return all_; }

 private:
  std::vector<Problem> all_;
};

// Reads one document of UTF-8. Bounds: 1 MiB of text, 64 levels. Anchors, aliases, tags and a second document
// are refused: a file means what it shows. What is not YAML gives no node, and a problem where the reading
// ended.
std::optional<Node> read(std::string_view text, const std::string& file, Problems& problems);

// "a list", "a map", "text", "nothing": what a node is, in words.
std::string_view kind_in_words(const Node& node);

// A map whose keys are asked for by name; what nobody asked for is a mistake, reported by finish().
class Fields {
 public:
  Fields(const Node& node, std::string_view what, Problems& problems);
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  // The node, or nothing when the key is absent.
  const Node* optional(std::string_view key);
  // The node; its absence is a mistake.
  const Node* required(std::string_view key);

  // Scalars. A wrong kind is a mistake and gives the fallback.
  std::string text(std::string_view key);
  std::string text(std::string_view key, std::string_view fallback);
  long integer(std::string_view key, long lowest, long highest, std::optional<long> fallback = {});
  bool boolean(std::string_view key, bool fallback);
  // A list of scalars; a single scalar counts as a list of one.
  std::vector<std::string> texts(std::string_view key);
  // One of the words; anything else is a mistake with a suggestion and gives the first word.
  std::string one_of(std::string_view key, const std::vector<std::string>& words,
                     std::string_view fallback = {});

  [[nodiscard]] const Place& place() const { return node_.place; }
  [[nodiscard]] Problems& problems() { return problems_; }

  // Reports the keys that nobody asked for.
  void finish();

 private:
  const Node* scalar(std::string_view key, bool needed);

  const Node& node_;
  std::string what_;
  Problems& problems_;
  std::vector<std::string> known_;
};

// The text of a scalar node; a mistake (and empty) otherwise.
std::string scalar_text(const Node& node, std::string_view what, Problems& problems);
std::optional<long> scalar_integer(const Node& node);

}  // namespace tameshi::yaml
