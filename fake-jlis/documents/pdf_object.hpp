// Objects of PDF (ISO 32000-1 §7.3), read strictly and written back. Each knows where it stands, since a
// signature is about bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tameshi::jlis::documents::pdf {

struct Entry;

struct Object {
  enum class Kind : std::uint8_t { null, boolean, integer, real, string, name, array, dictionary, reference };

  Kind kind = Kind::null;
  long number = 0;             // of an integer; of the object that is referred to; 1 for true
  long generation = 0;         // of a reference
  std::string text;            // of a name or string, decoded; of a real number, as it stands
  std::vector<Object> items;   // of an array
  std::vector<Entry> entries;  // of a dictionary, in order
  bool is_stream = false;      // of a dictionary that data follow
  std::size_t data = 0;        // where they begin
  std::size_t begin = 0;       // where it stands in what it was read from
  std::size_t end = 0;

  // Of a dictionary; null when it has no such key.
  [[nodiscard]] const Object& at(std::string_view key) const;
  void set(std::string_view key, Object value);
  [[nodiscard]] bool is_null() const { return kind == Kind::null; }
  [[nodiscard]] bool is_name(std::string_view name) const { return kind == Kind::name && text == name; }
  [[nodiscard]] bool is_dictionary() const { return kind == Kind::dictionary; }
  [[nodiscard]] bool is_array() const { return kind == Kind::array; }
  [[nodiscard]] bool is_reference() const { return kind == Kind::reference; }
  [[nodiscard]] bool is_integer() const { return kind == Kind::integer; }

  // By what they are, not where they stand. The data of a stream are no part of this.
  bool operator==(const Object& other) const;
};

struct Entry {
  std::string key;
  Object value;

  bool operator==(const Entry&) const = default;
};

Object integer(long value);
Object name(std::string_view text);
Object string(std::string_view bytes);
Object reference(long number, long generation = 0);
Object array(std::vector<Object> items);
Object dictionary(std::vector<Entry> entries);

// As it is written in a file; strings in hexadecimal.
std::string written(const Object& object);

// UTF-8 of a text string (ISO 32000-1 §7.9.2.2): UTF-16 or UTF-8 with its mark, or PDFDocEncoding, of which
// what is not ASCII is taken for Latin-1. And the other way, as UTF-16 where that is needed.
std::string utf8_of(std::string_view text_string);
std::string text_string(std::string_view utf8);

// Reads objects one after another. Duplicate keys are refused: readers differ about which one counts.
class Parser {
 public:
  explicit Parser(ByteView bytes, std::size_t at = 0) : bytes_(bytes), at_(at) {}

  Result<Object> object();
  // Nothing but digits.
  Result<long> number();
  // Whether this word is next, and then behind it.
  bool take(std::string_view word);
  [[nodiscard]] std::size_t at() const { return at_; }
  // How many objects were read.
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  void skip_space();
  [[nodiscard]] tl::unexpected<Problem> refuse(std::string_view what) const;
  [[nodiscard]] std::uint8_t peek(std::size_t ahead = 0) const {
    return at_ + ahead < bytes_.size() ? bytes_[at_ + ahead] : std::uint8_t{0};
  }
  [[nodiscard]] std::string_view word() const;
  Result<Object> value(unsigned depth);
  Result<Object> array(unsigned depth);
  Result<Object> dictionary(unsigned depth);
  Result<Object> numeric();
  Result<std::string> name_text();
  Result<Object> literal_string();
  Result<Object> hex_string();
  Result<Object> keyword();

  ByteView bytes_;
  std::size_t at_;
  std::size_t count_ = 0;
};

}  // namespace tameshi::jlis::documents::pdf
