#include "fake-jlis/personalisation/layout.hpp"

#include <fmt/format.h>

#include "base/resources.hpp"
#include "base/yaml_reader.hpp"

namespace tameshi::jlis::personalisation {
namespace {

using yaml::Fields;
using yaml::Node;

Bytes hex_at(Fields& f, std::string_view key) {
  const auto text = f.text(key);
  auto bytes = from_hex(text);
  if (!bytes) f.problems().add(f.place(), fmt::format("\"{}\" is not hexadecimal: \"{}\"", key, text));
  return bytes.value_or(Bytes{});
}

Bytes tag_at(Fields& f) {
  auto tag = hex_at(f, "tag");
  if (tag.empty() || tag.size() > 2) f.problems().add(f.place(), "a tag has one or two bytes");
  return tag;
}

// The source of a row is for people; that it is there is checked.
std::string sourced(Fields& f) {
  f.boolean("ours", false);
  return f.text("source");
}

std::vector<Piece> pieces_at(Fields& f, std::string_view key);

std::vector<References> groups_at(Fields& f, std::string_view key) {
  std::vector<References> out;
  const auto* list = f.required(key);
  if (list == nullptr) return out;
  for (const auto& group : list->items) {
    auto& references = out.emplace_back();
    for (const auto& item : group.items) {
      references.push_back(yaml::scalar_text(item, "a reference", f.problems()));
    }
  }
  return out;
}

Piece read_piece(Fields& f) {
  if (f.optional("tag") != nullptr) return {DataObject{tag_at(f), pieces_at(f, "value")}};
  if (f.optional("hex") != nullptr) return {Fixed{hex_at(f, "hex")}};
  if (f.optional("fill") != nullptr)
    return {Fixed{Bytes(static_cast<std::size_t>(f.integer("fill", 1, 4096)), 0xFF)}};
  if (f.optional("public-key") != nullptr) return {PublicKey{f.text("public-key")}};
  if (f.optional("key-id") != nullptr) return {KeyId{f.text("key-id")}};
  if (f.optional("certificate") != nullptr) return {Certificate{f.text("certificate")}};
  if (f.optional("certificate-body") != nullptr) return {Certificate{f.text("certificate-body"), true}};
  if (f.optional("offsets") != nullptr) return {Offsets{f.texts("offsets")}};
  if (f.optional("sha256") != nullptr) return {Digest{f.texts("sha256")}};
  if (f.optional("signature") != nullptr) return {Signature{f.texts("signature"), f.text("by")}};
  if (f.optional("signature-of-digests") != nullptr)
    return {DigestSignature{groups_at(f, "signature-of-digests"), f.text("by")}};
  return {Word{f.text("word")}};
}

std::vector<Piece> pieces_at(Fields& f, std::string_view key) {
  std::vector<Piece> out;
  const auto* list = f.required(key);
  if (list == nullptr) return out;
  for (const auto& item : list->items) {
    Fields fields(item, "a piece of contents", f.problems());
    out.push_back(read_piece(fields));
    fields.finish();
  }
  return out;
}

// Seven digits, 08 05, three digits, four of padding (facts/card.md §3.2). OURS: the padding, FF as elsewhere
// on this card.
KeyIdRow read_key_id(Fields& f) {
  constexpr std::size_t size = 16;
  const auto number = f.text("number");
  const auto serial = f.text("serial");
  if (number.size() != 7 || serial.size() != 3) {
    f.problems().add(f.place(), "a key identifier has a number of seven digits and a serial of three");
  }
  KeyIdRow row{f.text("key"), bytes_of(number)};
  append(row.id, Bytes{0x08, 0x05});
  append(row.id, bytes_of(serial));
  row.id.resize(size, 0xFF);
  sourced(f);
  return row;
}

FileLayout read_file(Fields& f) {
  FileLayout row{f.text("file"), pieces_at(f, "contents"), {}};
  row.source = sourced(f);
  return row;
}

template <typename Row>
std::vector<Row> rows_at(Fields& f, std::string_view key, Row (*read)(Fields&)) {
  std::vector<Row> out;
  const auto* list = f.required(key);
  if (list == nullptr) return out;
  for (const auto& item : list->items) {
    Fields fields(item, fmt::format("a row of \"{}\"", key), f.problems());
    out.push_back(read(fields));
    fields.finish();
  }
  return out;
}

Layout read_layout(const Node& node, std::string_view name, yaml::Problems& problems) {
  Fields f(node, "a layout", problems);
  if (f.text("layout") != name) problems.add(f.place(), "the layout is named as its file is");
  Layout layout{rows_at(f, "key-ids", read_key_id), rows_at(f, "files", read_file)};
  f.finish();
  return layout;
}

}  // namespace

std::shared_ptr<const Layout> load_layout(std::string_view name) {
  const auto path = fmt::format("fake-jlis/personalisation/layouts/{}.yaml", name);
  const auto text = resources::find(path);
  if (!text) throw Trouble(fmt::format("there is no layout \"{}\"", name), path, "");
  yaml::Problems problems;
  const auto node = yaml::read(*text, path, problems);
  auto layout = std::make_shared<Layout>();
  if (node) *layout = read_layout(*node, name, problems);
  if (!problems.empty()) throw Trouble(problems.all().front());
  return layout;
}

std::string tag_name(ByteView tag) {
  return hex(tag);
}

}  // namespace tameshi::jlis::personalisation
