// The steps of an HTTP subject's operations.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "conformance/subjects/read_parts.hpp"

namespace tameshi::subjects {
namespace {

using scenario::ActWord;
using scenario::ParameterType;
using yaml::Fields;
using yaml::Node;
using Names = std::vector<std::string>;

const Names methods{"get", "post", "put", "delete"};

bool has(const Names& names, std::string_view one) {
  return std::find(names.begin(), names.end(), one) != names.end();
}

void add_new(Names& to, const std::string& one) {
  if (!has(to, one)) to.push_back(one);
}

// What stands in a text must be known by then. What an earlier operation remembered cannot be told here.
void check_slots(const Node& node, const Names& known, const Names& remembered, yaml::Problems& problems) {
  static const Names prefixes{"", "base64", "base64url", "hex", "pem", "raw", "list"};
  for (const auto& slot : slots_in(node.text)) {
    if (!has(prefixes, slot.prefix)) {
      problems.add(node.place, fmt::format("there is no way \"{}\" to write something", slot.prefix),
                   "use {name}, {list:name}, or {base64:name} with base64, base64url, hex, pem, raw");
    } else if (!has(known, slot.name) && !has(remembered, slot.name)) {
      problems.add(node.place, fmt::format("nothing is called {{{}}} here", slot.name),
                   suggestion(slot.name, known));
    }
  }
}

void check_all_slots(const Node& node, const Names& known, const Names& remembered,
                     yaml::Problems& problems) {
  if (node.kind == Node::Kind::scalar) check_slots(node, known, remembered, problems);
  for (const auto& item : node.items) check_all_slots(item, known, remembered, problems);
  for (const auto& entry : node.entries) check_all_slots(entry.value, known, remembered, problems);
}

Take read_special_take(const yaml::Entry& entry, yaml::Problems& problems) {
  Fields fields(entry.value, fmt::format("what is taken as \"{}\"", entry.key), problems);
  Take out{entry.key, {}};
  out.header = fields.text("header", "");
  out.pattern = read_pattern(fields, "pattern");
  if (out.header.empty() != out.pattern.has_value())
    problems.add(entry.value.place, "it must be said where it stands",
                 "write { header: Location }, or { pattern: 'token=\"([^\"]+)\"' }");
  fields.finish();
  return out;
}

std::vector<Take> read_takes(const Node* node, yaml::Problems& problems) {
  std::vector<Take> out;
  if (node == nullptr || !is_map(*node, "what is taken", problems)) return out;
  for (const auto& entry : node->entries) {
    if (entry.value.kind == Node::Kind::map) {
      out.push_back(read_special_take(entry, problems));
      continue;
    }
    out.push_back({entry.key, yaml::scalar_text(entry.value, entry.key, problems)});
    if (entry.value.kind == Node::Kind::scalar && !out.back().pointer.starts_with('/'))
      problems.add(entry.value.place, fmt::format("\"{}\" is no place in an answer", out.back().pointer),
                   "write a JSON pointer, as /result/nonce");
  }
  return out;
}

struct Reading {
  const ActWord& act;
  Names known;              // so far
  const Names& remembered;  // by any operation of the file
  yaml::Problems& problems;
};

std::vector<NamedText> read_texts(const Node* node, std::string_view what, Reading& reading) {
  std::vector<NamedText> out;
  if (node == nullptr || !is_map(*node, what, reading.problems)) return out;
  for (const auto& entry : node->entries) {
    check_slots(entry.value, reading.known, reading.remembered, reading.problems);
    out.emplace_back(entry.key, yaml::scalar_text(entry.value, entry.key, reading.problems));
    if (entry.key.find_first_of("\r\n") != std::string::npos)
      reading.problems.add(entry.place, "a name with a line end");
  }
  return out;
}

void read_body(Fields& fields, Exchange& out, Reading& reading) {
  out.headers = read_texts(fields.optional("headers"), "\"headers\"", reading);
  const auto* json = fields.optional("json");
  const auto* form = fields.optional("form");
  const auto* body = fields.optional("body");
  if (json != nullptr) {
    check_all_slots(*json, reading.known, reading.remembered, reading.problems);
    out.json = *json;
  }
  out.form = read_texts(form, "\"form\"", reading);
  if (body != nullptr) {
    check_slots(*body, reading.known, reading.remembered, reading.problems);
    out.body = yaml::scalar_text(*body, "body", reading.problems);
  }
  if ((json != nullptr) + (form != nullptr) + (body != nullptr) > 1)
    reading.problems.add(fields.place(), "a request has one body", "write json, form or body");
}

Exchange read_exchange(const yaml::Entry& method, Fields& fields, Reading& reading) {
  Exchange out;
  out.method = method.key;
  std::transform(out.method.begin(), out.method.end(), out.method.begin(),
                 [](char c) { return static_cast<char>(c - 'a' + 'A'); });
  out.path = yaml::scalar_text(method.value, method.key, reading.problems);
  out.place = method.place;
  check_slots(method.value, reading.known, reading.remembered, reading.problems);
  if (!out.path.starts_with('/'))
    reading.problems.add(method.value.place, fmt::format("\"{}\" is no path", out.path),
                         "begin it with a slash");
  read_body(fields, out, reading);
  out.take = read_takes(fields.optional("take"), reading.problems);
  out.remember = read_takes(fields.optional("remember"), reading.problems);
  for (const auto* takes : {&out.take, &out.remember}) {
    for (const auto& one : *takes) add_new(reading.known, one.name);
  }
  return out;
}

std::string read_parameter(Fields& fields, std::string_view key, ParameterType type, Reading& reading) {
  const auto* node = fields.optional(key);
  if (node == nullptr) return {};
  auto name = yaml::scalar_text(*node, key, reading.problems);
  const auto* word = reading.act.parameter(name);
  if (word == nullptr || word->type != type)
    reading.problems.add(node->place,
                         fmt::format("{} has no parameter \"{}\" that would fit", reading.act.name, name));
  return name;
}

CardUse read_card_use(const Place& place, Fields& fields, Reading& reading) {
  CardUse out;
  out.place = place;
  out.key = fields.one_of("key", {"authentication", "signature"});
  out.pin = read_parameter(fields, "pin", ParameterType::pin, reading);
  out.document = read_parameter(fields, "document", ParameterType::document, reading);
  out.format = read_parameter(fields, "format", ParameterType::one_of, reading);
  if (const auto* text = fields.optional("text")) {
    check_slots(*text, reading.known, reading.remembered, reading.problems);
    out.text = yaml::scalar_text(*text, "text", reading.problems);
    if (!out.document.empty())
      reading.problems.add(text->place, "either a text is signed or a document", "make two steps");
  }
  for (const auto* name : {"signature", "certificate", "signed"}) add_new(reading.known, name);
  return out;
}

std::optional<AppStep> read_step(const Node& node, Reading& reading) {
  Fields fields(node, "a step of the customer's app", reading.problems);
  if (node.kind != Node::Kind::map) return std::nullopt;
  for (const auto& method : methods) fields.optional(method);
  const auto* card = fields.optional("card");
  const auto entry = std::find_if(node.entries.begin(), node.entries.end(),
                                  [](const yaml::Entry& one) { return has(methods, one.key); });
  if ((card == nullptr) == (entry == node.entries.end())) {
    reading.problems.add(node.place, "a step is one request, or one use of the card",
                         fmt::format("write one of {}, or card: sign", fmt::join(methods, ", ")));
    return std::nullopt;
  }
  AppStep out;
  if (card != nullptr) {
    fields.one_of("card", {"sign", "read"});
    out = read_card_use(card->place, fields, reading);
  } else {
    out = read_exchange(*entry, fields, reading);
  }
  fields.finish();
  return out;
}

}  // namespace

std::vector<std::string> remembered_names(const Node& operations) {
  Names out;
  const auto look = [&](const auto& self, const Node& node) -> void {
    if (const auto* remember = node.find("remember")) {
      for (const auto& entry : remember->entries) add_new(out, entry.key);
    }
    for (const auto& item : node.items) self(self, item);
    for (const auto& entry : node.entries) self(self, entry.value);
  };
  look(look, operations);
  return out;
}

std::vector<AppStep> read_app_steps(const Node& node, const ActWord& act, const Names& remembered,
                                    yaml::Problems& problems) {
  std::vector<AppStep> out;
  if (!is_list(node, "\"steps\"", problems)) return out;
  Reading reading{act, {}, remembered, problems};
  for (const auto& parameter : act.parameters) reading.known.push_back(parameter.name);
  for (const auto& item : node.items) {
    if (auto step = read_step(item, reading)) out.push_back(*std::move(step));
  }
  if (node.items.empty()) problems.add(node.place, fmt::format("no way to {}", act.name), "give a request");
  return out;
}

}  // namespace tameshi::subjects
