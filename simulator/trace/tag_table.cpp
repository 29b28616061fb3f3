#include "simulator/trace/tag_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/bytes.hpp"
#include "base/resources.hpp"
#include "base/yaml_reader.hpp"

namespace tameshi::trace {
namespace {

using yaml::Fields;
using yaml::Problems;

constexpr std::string_view path = "simulator/trace/tags.yaml";

// In the order of the enumerations.
constexpr std::array form_words{
    "hex", "text", "date", "sex", "offsets", "objects", "key-id", "certificate-body", "png", "jpeg2000"};
constexpr std::array contents_words{"objects", "certificate", "token-information", "presence", "card-record",
                                    "text",    "hex"};

template <typename Enum, std::size_t N>
Enum word_at(Fields& f, std::string_view key, const std::array<const char*, N>& words,
             std::string_view fallback) {
  const std::vector<std::string> known(words.begin(), words.end());
  const auto word = f.one_of(key, known, fallback);
  return static_cast<Enum>(std::find(known.begin(), known.end(), word) - known.begin());
}

std::uint32_t number_at(Fields& f, std::string_view key) {
  const auto text = f.text(key);
  const auto bytes = from_hex(text);
  if (!bytes || bytes->empty() || bytes->size() > 3) {
    f.problems().add(f.place(), fmt::format("\"{}\" must be one to three bytes in hexadecimal", key));
    return 0;
  }
  std::uint32_t out = 0;
  for (const auto byte : *bytes) out = out << 8 | byte;
  return out;
}

TagRow read_tag(Fields& f) {
  TagRow row{.tag = number_at(f, "tag"),
             .name = f.text("name"),
             .form = word_at<Form>(f, "form", form_words, "hex"),
             .is_private = f.boolean("private", false)};
  f.text("source", "");
  return row;
}

template <typename Read>
void each(Fields& parent, std::string_view key, std::string_view what, Read read) {
  const auto* list = parent.optional(key);
  if (list == nullptr) return;
  for (const auto& item : list->items) {
    Fields fields(item, what, parent.problems());
    read(fields);
    fields.finish();
  }
}

FileRow read_file(Fields& f) {
  FileRow row{.application = f.text("ap"),
              .id = static_cast<std::uint16_t>(number_at(f, "id")),
              .contents = word_at<Contents>(f, "contents", contents_words, "objects"),
              .is_private = f.boolean("private", false),
              .tags = {}};
  f.text("source");
  each(f, "tags", "a tag", [&](Fields& tag) { row.tags.push_back(read_tag(tag)); });
  return row;
}

StatusRow read_status(Fields& f) {
  StatusRow row{.status = static_cast<std::uint16_t>(number_at(f, "status")), .meaning = f.text("meaning")};
  f.text("source");
  return row;
}

TagTable read_table() {
  Problems problems;
  const auto text = resources::find(path);
  if (!text) throw Trouble(fmt::format("the program holds no table {}", path), "", "rebuild it");
  TagTable table;
  if (const auto root = yaml::read(*text, std::string(path), problems)) {
    Fields f(*root, "the table of tags", problems);
    each(f, "files", "a file", [&](Fields& row) { table.files.push_back(read_file(row)); });
    each(f, "objects", "a data object", [&](Fields& row) {
      table.objects.push_back({row.text("ap"), read_tag(row)});
    });
    each(f, "common", "a tag", [&](Fields& row) { table.common.push_back(read_tag(row)); });
    each(f, "statuses", "a status word", [&](Fields& row) { table.statuses.push_back(read_status(row)); });
    f.finish();
  }
  if (!problems.empty()) throw Trouble(problems.all().front());
  return table;
}

const TagRow* find(const std::vector<TagRow>& rows, std::uint32_t tag) {
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const TagRow& r) { return r.tag == tag; });
  return row == rows.end() ? nullptr : &*row;
}

}  // namespace

const FileRow* TagTable::file(std::string_view application, std::uint16_t id) const {
  const auto row = std::find_if(files.begin(), files.end(),
                                [&](const FileRow& r) { return r.id == id && r.application == application; });
  return row == files.end() ? nullptr : &*row;
}

const TagRow* TagTable::object(std::string_view application, std::uint16_t tag) const {
  const auto row = std::find_if(objects.begin(), objects.end(), [&](const ObjectRow& r) {
    return r.object.tag == tag && r.application == application;
  });
  return row == objects.end() ? nullptr : &row->object;
}

const StatusRow* TagTable::status(std::uint16_t word) const {
  const auto row =
      std::find_if(statuses.begin(), statuses.end(), [&](const StatusRow& r) { return r.status == word; });
  return row == statuses.end() ? nullptr : &*row;
}

const TagRow* TagTable::tag(const FileRow* file, std::uint32_t tag) const {
  if (file != nullptr) {
    if (const auto* row = find(file->tags, tag)) return row;
  }
  return find(common, tag);
}

const TagTable& tag_table() {
  static const TagTable table = read_table();
  return table;
}

}  // namespace tameshi::trace
