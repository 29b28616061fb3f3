// What the card's files and data objects hold, by name (tags.yaml). Only for showing: the card knows nothing
// of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tameshi::trace {

// How a value is shown.
enum class Form { hex, text, date, sex, offsets, objects, key_id, certificate_body, png, jpeg2000 };

struct TagRow {
  std::uint32_t tag = 0;
  std::string name;
  Form form = Form::hex;
  bool is_private = false;  // a My Number, or gives one away
};

// How a whole file is shown.
enum class Contents { objects, certificate, token_information, presence, card_record, text, hex };

struct FileRow {
  std::string application;
  std::uint16_t id = 0;
  Contents contents = Contents::objects;
  bool is_private = false;  // its bytes are not shown, only its tree
  std::vector<TagRow> tags;
};

// A data object of GET DATA.
struct ObjectRow {
  std::string application;
  TagRow object;
};

// A status word to which the card gives a sense of its own.
struct StatusRow {
  std::uint16_t status = 0;
  std::string meaning;
};

struct TagTable {
  std::vector<FileRow> files;
  std::vector<ObjectRow> objects;
  std::vector<TagRow> common;  // that mean the same in every file
  std::vector<StatusRow> statuses;

  [[nodiscard]] const FileRow* file(std::string_view application, std::uint16_t id) const;
  [[nodiscard]] const TagRow* object(std::string_view application, std::uint16_t tag) const;
  [[nodiscard]] const StatusRow* status(std::uint16_t word) const;
  // The row of a tag in a file (which may be none), else of the common ones.
  [[nodiscard]] const TagRow* tag(const FileRow* file, std::uint32_t tag) const;
};

// From the built-in table; a wrong row is our own mistake, Trouble. Read once.
const TagTable& tag_table();

}  // namespace tameshi::trace
