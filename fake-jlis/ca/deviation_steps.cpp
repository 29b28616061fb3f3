#include "fake-jlis/ca/deviation_steps.hpp"

#include <fmt/format.h>

#include <charconv>
#include <functional>
#include <map>

#include "base/suggest.hpp"
#include "fake-jlis/ca/profile_rows.hpp"

namespace tameshi::jlis::ca {
namespace {

using yaml::Fields;
using yaml::Node;
using yaml::Problems;

Bytes hex_of(const Node& node, Problems& problems) {
  auto out = from_hex(yaml::scalar_text(node, "the bytes", problems));
  if (!out) problems.add(node.place, "this is not hexadecimal", "write it as 3003020101");
  return out.value_or(Bytes{});
}

std::optional<Bytes> optional_hex(Fields& fields, std::string_view key) {
  const auto* node = fields.optional(key);
  if (node == nullptr) return std::nullopt;
  return hex_of(*node, fields.problems());
}

// An extension by its name, or a dotted OID as it is.
std::string oid_of(const Node& node, Problems& problems) {
  auto name = yaml::scalar_text(node, "an extension", problems);
  if (is_oid(name)) return name;
  auto oid = extension_oid(name);
  if (!oid) {
    problems.add(node.place, fmt::format("\"{}\" is no extension", name),
                 suggestion(name, extension_names()));
  }
  return oid.value_or("");
}

Change read_remove(const Node& node, Problems& problems) {
  if (node.kind != Node::Kind::list) return RemoveExtensions{{oid_of(node, problems)}};
  RemoveExtensions out;
  out.oids.reserve(node.items.size());
  for (const auto& item : node.items) out.oids.push_back(oid_of(item, problems));
  return out;
}

// A row as in profiles, or bytes: { extension, critical, value }.
Change read_put(const Node& node, bool beside, Problems& problems) {
  if (node.find("value") == nullptr) return PutRow{read_extension_contents(node, problems), beside};
  Fields fields(node, "an extension", problems);
  PutBytes out;
  if (const auto* name = fields.required("extension")) out.extension.oid = oid_of(*name, problems);
  out.extension.critical = fields.boolean("critical", false);
  out.extension.contents = RawContents{optional_hex(fields, "value").value_or(Bytes{})};
  out.beside = beside;
  fields.finish();
  return out;
}

der::Tag read_string_type(Fields& fields) {
  static const std::map<std::string, int> tags{{"UTF8String", 0x0C},    {"PrintableString", 0x13},
                                               {"TeletexString", 0x14}, {"IA5String", 0x16},
                                               {"BMPString", 0x1E},     {"OCTET STRING", 0x04}};
  std::vector<std::string> words;
  words.reserve(tags.size());
  for (const auto& [word, tag] : tags) words.push_back(word);
  return static_cast<der::Tag>(tags.at(fields.one_of("as", words)));
}

Change read_other_name_edit(const Node& node, Problems& problems) {
  Fields fields(node, "an edit of a name", problems);
  EditOtherName out;
  out.oid = "1.2.392.200149.8.5.5." + fields.text("item");
  out.drop = fields.boolean("drop", false);
  if (const auto* text = fields.optional("text")) out.text = read_template(*text, "text", problems);
  if (const auto hex = optional_hex(fields, "hex")) out.text = std::string(text_of(*hex));
  if (fields.optional("as") != nullptr) out.as = read_string_type(fields);
  out.replace = fields.text("replace", "");
  out.with = fields.text("with", "");
  fields.finish();
  return out;
}

Change read_time(const Node& node, bool not_after, Problems& problems) {
  Fields fields(node, "a time", problems);
  MoveTime out;
  out.not_after = not_after;
  const auto direction = fields.one_of("move", {"later", "earlier"}, "later");
  const auto by = parse_duration(fields.text("by"));
  if (!by) problems.add(node.place, by.error().what, by.error().cure);
  out.by = (direction == "later" ? 1 : -1) * by.value_or(std::chrono::milliseconds{});
  out.from_now = fields.boolean("from-now", false);
  fields.finish();
  return out;
}

LengthForm read_length(Fields& fields) {
  const auto word = fields.one_of("length", {"shortest", "long", "indefinite", "too-long"}, "shortest");
  if (word == "long") return LengthForm::long_form;
  if (word == "indefinite") return LengthForm::indefinite;
  return word == "too-long" ? LengthForm::too_long : LengthForm::shortest;
}

TimeForm read_form(Fields& fields) {
  static const std::vector<std::string> words{"as-it-is",        "generalized", "without-zone",
                                              "without-seconds", "with-offset", "with-fraction"};
  const auto word = fields.one_of("form", words, "as-it-is");
  return static_cast<TimeForm>(std::find(words.begin(), words.end(), word) - words.begin());
}

// Bytes in hexadecimal, or a text as it is.
std::optional<Bytes> read_contents(Fields& fields) {
  if (const auto* text = fields.optional("text"))
    return bytes_of(yaml::scalar_text(*text, "text", fields.problems()));
  return optional_hex(fields, "contents");
}

Change read_encoding(const Node& node, Problems& problems) {
  Fields fields(node, "an encoding", problems);
  Reencode out;
  const auto path = read_path(fields.text("at"), out);
  if (!path) problems.add(node.place, path.error().what, path.error().cure);
  out.after_signing = fields.boolean("after-signing", false);
  out.length = read_length(fields);
  out.drop = fields.boolean("drop", false);
  if (const auto tag = optional_hex(fields, "tag"); tag && tag->size() == 1) out.tag = tag->front();
  out.contents = read_contents(fields);
  out.inside = optional_hex(fields, "inside").value_or(Bytes{});
  out.after = optional_hex(fields, "after").value_or(Bytes{});
  out.before = optional_hex(fields, "before").value_or(Bytes{});
  out.form = read_form(fields);
  fields.finish();
  return out;
}

Change read_version(const Node& node, Problems& problems) {
  const auto number = yaml::scalar_integer(node);
  if (!number || *number < 1 || *number > 9) problems.add(node.place, "a version is a number from 1 to 9");
  return SetVersion{static_cast<unsigned>(number.value_or(3))};
}

using Reader = std::function<Change(const Node&, Problems&)>;

const std::map<std::string, Reader>& readers() {
  static const std::map<std::string, Reader> all{
      {"remove", read_remove},
      {"repeat", [](const auto& n, auto& p) { return RepeatExtension{oid_of(n, p)}; }},
      {"critical",
       [](const auto& n, auto& p) {
         return SetCritical{oid_of(n, p), true};
       }},
      {"not-critical",
       [](const auto& n, auto& p) {
         return SetCritical{oid_of(n, p), false};
       }},
      {"first", [](const auto& n, auto& p) { return MoveToFront{oid_of(n, p)}; }},
      {"put", [](const auto& n, auto& p) { return read_put(n, false, p); }},
      {"add", [](const auto& n, auto& p) { return read_put(n, true, p); }},
      {"subject-name",
       [](const auto& n, auto& p) {
         return PutName{false, read_name(n, p)};
       }},
      {"issuer-name",
       [](const auto& n, auto& p) {
         return PutName{true, read_name(n, p)};
       }},
      {"item", read_other_name_edit},
      {"not-before", [](const auto& n, auto& p) { return read_time(n, false, p); }},
      {"not-after", [](const auto& n, auto& p) { return read_time(n, true, p); }},
      {"version", read_version},
      {"public-exponent", [](const auto& n, auto& p) { return SetExponent{hex_of(n, p)}; }},
      {"encoding", read_encoding},
  };
  return all;
}

std::vector<std::string> step_words() {
  std::vector<std::string> out;
  out.reserve(readers().size());
  for (const auto& [word, reader] : readers()) out.push_back(word);
  return out;
}

// Children of the Certificate and of the TBSCertificate of version 3, RFC 5280 §4.1.
const std::map<std::string, std::vector<std::size_t>, std::less<>>& places() {
  static const std::map<std::string, std::vector<std::size_t>, std::less<>> all{
      {"certificate", {}},         {"tbs", {0}},        {"version", {0, 0}},    {"serial", {0, 1}},
      {"inner-algorithm", {0, 2}}, {"issuer", {0, 3}},  {"validity", {0, 4}},   {"not-before", {0, 4, 0}},
      {"not-after", {0, 4, 1}},    {"subject", {0, 5}}, {"public-key", {0, 6}}, {"extensions", {0, 7}},
      {"outer-algorithm", {1}},    {"signature", {2}},
  };
  return all;
}

// "/0/1" as numbers.
Result<std::vector<std::size_t>> numbers_of(std::string_view text) {
  std::vector<std::size_t> out;
  while (!text.empty()) {
    std::size_t number = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + 1, end, number);
    if (error != std::errc{} || text.front() != '/') return failure("a path goes on as /0/1");
    out.push_back(number);
    text = {stop, static_cast<std::size_t>(end - stop)};
  }
  return out;
}

}  // namespace

Result<void> read_path(std::string_view text, Reencode& out) {
  constexpr std::string_view extension = "extension ";
  const auto slash = std::min(text.find('/'), text.size());
  TRY(out.below, numbers_of(text.substr(slash)));
  auto name = text.substr(0, slash);
  if (name.starts_with(extension)) {
    const auto oid = extension_oid(name.substr(extension.size()));
    if (!oid) return failure(fmt::format("there is no {}", name), "", "name it as extension keyUsage");
    out.extension = *oid;
    name = "extensions";
  }
  const auto place = places().find(name);
  if (place == places().end()) return failure(fmt::format("\"{}\" is no place in a certificate", name));
  out.path = place->second;
  return {};
}

std::optional<Change> read_change(const Node& node, Problems& problems) {
  if (node.kind != Node::Kind::map || node.entries.size() != 1) {
    problems.add(node.place, "a change is a map of one key", "write it as remove: keyUsage");
    return std::nullopt;
  }
  const auto& entry = node.entries.front();
  const auto reader = readers().find(entry.key);
  if (reader == readers().end()) {
    problems.add(entry.place, fmt::format("\"{}\" is no change", entry.key),
                 suggestion(entry.key, step_words()));
    return std::nullopt;
  }
  return reader->second(entry.value, problems);
}

}  // namespace tameshi::jlis::ca
