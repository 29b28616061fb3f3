#include "simulator/card/application_rows.hpp"

namespace tameshi::card {
namespace {

using yaml::Fields;

constexpr std::size_t longest_pin = 16;

Bytes padded(std::string_view text, std::size_t width) {
  auto out = bytes_of(text);
  if (out.size() < width) out.resize(width, ' ');
  return out;
}

Piece read_piece(Fields& f) {
  if (f.optional("hex") != nullptr) return HexPiece{hex_at(f, "hex")};
  if (f.optional("holds") != nullptr) return HeldPiece{f.text("holds")};
  if (f.optional("flag") != nullptr)
    return FlagPiece{f.text("flag"), hex_at(f, "present"), hex_at(f, "absent")};
  return HexPiece{padded(f.text("text"), static_cast<std::size_t>(f.integer("pad-to", 0, 4096, 0)))};
}

std::vector<Piece> read_contents(Fields& f) {
  std::vector<Piece> out;
  each(f, "contents", "a piece of contents", [&](Fields& piece) { out.push_back(read_piece(piece)); });
  return out;
}

RecordRow read_record(Fields& f) {
  RecordRow row;
  const auto tag = hex_at(f, "tag");
  if (tag.size() != 1 || tag[0] == 0x00 || tag[0] == 0xFF) {  // ISO/IEC 7816-4 §6.2
    f.problems().add(f.place(), "the tag of a record is one byte, 01 to FE");
  } else {
    row.tag = tag[0];
  }
  row.contents = read_contents(f);
  return row;
}

std::size_t length_from(const yaml::Node& node, Fields& f) {
  const auto value = yaml::scalar_integer(node);
  if (value && *value >= 1 && *value <= static_cast<long>(longest_pin))
    return static_cast<std::size_t>(*value);
  f.problems().add(node.place, "a PIN has 1 to 16 characters");
  return 1;
}

void read_length(Fields& f, PinRow& row) {
  const auto* length = f.required("length");
  if (length == nullptr) return;
  if (length->items.size() != 2) {
    f.problems().add(length->place, "\"length\" must be [shortest, longest]");
    return;
  }
  row.shortest = length_from(length->items[0], f);
  row.longest = length_from(length->items[1], f);
}

ChangedBy changed_by(Fields& f) {
  const auto word =
      f.one_of("changed-by", {"change-reference-data", "change-key", "nothing"}, "change-reference-data");
  if (word == "change-key") return ChangedBy::change_key;
  return word == "nothing" ? ChangedBy::nothing : ChangedBy::change_reference_data;
}

}  // namespace

std::uint16_t two_bytes_at(Fields& f, std::string_view key) {
  const auto bytes = hex_at(f, key);
  if (bytes.size() == 2) return be16(bytes);
  f.problems().add(f.place(), fmt::format("\"{}\" has two bytes", key), "write it in quotes: \"0018\"");
  return 0;
}

PinRow read_pin(Fields& f) {
  PinRow row;
  row.name = f.text("name");
  row.value = f.text("value", row.name);
  row.title = f.text("title", "");
  row.id = two_bytes_at(f, "id");
  row.tries = static_cast<unsigned>(f.integer("tries", 1, 15));
  read_length(f, row);
  row.characters = f.one_of("characters", {"digits", "digits-and-capitals"}) == "digits"
                       ? Characters::digits
                       : Characters::digits_and_capitals;
  row.changed_by = changed_by(f);
  row.source = f.text("source");
  return row;
}

KeyRow read_key(Fields& f) {
  KeyRow row;
  row.name = f.text("name");
  row.holds = f.text("holds", row.name);
  row.id = two_bytes_at(f, "id");
  row.opened_by = f.texts("opened-by");
  row.algorithm =
      f.one_of("algorithm", {"rsa", "ecdsa-p384"}, "rsa") == "rsa" ? Algorithm::rsa : Algorithm::ecdsa_p384;
  row.use = f.one_of("use", {"signature", "internal-authentication"}, "signature") == "signature"
                ? KeyUse::signature
                : KeyUse::internal_authentication;
  row.is_default = f.boolean("default", false);
  row.source = f.text("source");
  return row;
}

FileRow read_file(Fields& f) {
  FileRow row;
  row.name = f.text("name");
  row.id = two_bytes_at(f, "id");
  row.opened_by = f.texts("opened-by");
  row.contents = read_contents(f);
  each(f, "records", "a record", [&](Fields& record) { row.records.push_back(read_record(record)); });
  if (!row.contents.empty() && !row.records.empty())
    f.problems().add(f.place(), "a file has \"contents\" or \"records\", not both");
  row.source = f.text("source");
  return row;
}

InternalRow read_internal(Fields& f) {
  return {two_bytes_at(f, "id"), f.text("source")};
}

ObjectRow read_object(Fields& f) {
  return {f.text("name"), two_bytes_at(f, "tag"), read_contents(f), f.text("source")};
}

SecureMessagingRow read_secure_messaging(Fields& f) {
  return {f.text("key", ""), f.texts("opened-by"), f.text("source")};
}

}  // namespace tameshi::card
