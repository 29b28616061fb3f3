// The steps of an HTTP subject's operations.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

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
constexpr std::array made_by_card{"signature", "certificate", "signed"};

bool has(const Names& names, std::string_view one) {
  return std::find(names.begin(), names.end(), one) != names.end();
}

void add_new(Names& to, const std::string& one) {
  if (!has(to, one)) to.push_back(one);
}

struct Reading {
  const ActWord& act;
  Names known;              // so far
  Names told;               // by any step of this way
  const Names& remembered;  // by any operation of the file
  yaml::Problems& problems;
};

// A name that stands in a text and must be known by then. What an earlier operation remembered cannot be told
// here.
void check_name(const Place& place, const std::string& name, Reading& reading) {
  if (has(reading.known, name) || has(reading.remembered, name)) return;
  auto& problems = reading.problems;
  const auto* parameter = reading.act.parameter(name);
  if (parameter != nullptr && parameter->type == ParameterType::pin) {
    problems.add(place, fmt::format("{{{}}} is never sent", name), "only the card is told a PIN");
  } else if (has(reading.told, name)) {
    problems.add(place, fmt::format("{{{}}} is told by a later step only", name),
                 "let that step come before this one");
  } else {
    auto all = reading.known;
    for (const auto& one : reading.remembered) add_new(all, one);
    problems.add(place, fmt::format("nothing is called {{{}}} here", name), suggestion(name, all));
  }
}

void check_slots(const Node& node, Reading& reading) {
  static const Names prefixes{"", "base64", "base64url", "hex", "pem", "raw", "list"};
  for (const auto& slot : slots_in(node.text)) {
    if (has(prefixes, slot.prefix)) {
      check_name(node.place, slot.name, reading);
    } else {
      reading.problems.add(
          node.place, fmt::format("there is no way \"{}\" to write a value", slot.prefix),
          "write {name}, {list:name}, or {base64:name} with base64, base64url, hex, pem, raw");
    }
  }
}

void check_all_slots(const Node& node, Reading& reading) {
  if (node.kind == Node::Kind::scalar) check_slots(node, reading);
  for (const auto& item : node.items) check_all_slots(item, reading);
  for (const auto& entry : node.entries) check_all_slots(entry.value, reading);
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

std::vector<Take> read_takes(Fields& fields, std::string_view key, yaml::Problems& problems) {
  std::vector<Take> out;
  const auto* node = fields.optional(key);
  if (node == nullptr || !is_map(*node, fmt::format("\"{}\"", key), problems)) return out;
  for (const auto& entry : node->entries) {
    const auto slots = slots_in("{" + entry.key + "}");
    if (slots.empty() || !slots.front().prefix.empty())
      problems.add(entry.place, fmt::format("\"{}\" cannot be a name", entry.key),
                   "make it of small letters, digits and dashes");
    if (entry.value.kind == Node::Kind::map) {
      out.push_back(read_special_take(entry, problems));
      continue;
    }
    out.push_back({entry.key, yaml::scalar_text(entry.value, entry.key, problems)});
    if (entry.value.kind == Node::Kind::scalar)
      check_pointer(entry.value.place, out.back().pointer, problems);
  }
  return out;
}

// Braces that are no name would be sent as they are.
std::string read_path(const yaml::Entry& method, Reading& reading) {
  auto out = yaml::scalar_text(method.value, method.key, reading.problems);
  check_slots(method.value, reading);
  if (method.value.kind != Node::Kind::scalar) return out;
  const auto wrong = [&](std::string_view why, std::string_view cure) {
    reading.problems.add(method.value.place, fmt::format("\"{}\" is no path{}", out, why), std::string(cure));
  };
  const auto slots = slots_in(out);
  const auto braces = [&](char brace) { return std::count(out.begin(), out.end(), brace); };
  const auto named = static_cast<std::ptrdiff_t>(slots.size());
  if (!out.starts_with('/')) {
    wrong("", "begin it with a slash");
  } else if (braces('{') != named || braces('}') != named) {
    wrong(": a brace is part of no name", "write {name}, of small letters, digits and dashes");
  } else if (out.find_first_of(" \t\r\n") != std::string::npos) {
    wrong(": it has a space", "write it as %20");
  }
  return out;
}

std::vector<NamedText> read_texts(const Node* node, std::string_view what, Reading& reading) {
  std::vector<NamedText> out;
  if (node == nullptr || !is_map(*node, what, reading.problems)) return out;
  for (const auto& entry : node->entries) {
    check_slots(entry.value, reading);
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
    check_all_slots(*json, reading);
    out.json = *json;
  }
  out.form = read_texts(form, "\"form\"", reading);
  if (body != nullptr) {
    check_slots(*body, reading);
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
  out.path = read_path(method, reading);
  out.place = method.place;
  read_body(fields, out, reading);
  out.take = read_takes(fields, "take", reading.problems);
  out.remember = read_takes(fields, "remember", reading.problems);
  for (const auto* takes : {&out.take, &out.remember}) {
    for (const auto& one : *takes) add_new(reading.known, one.name);
  }
  return out;
}

std::string read_parameter(Fields& fields, std::string_view key, ParameterType type, Reading& reading) {
  const auto* node = fields.optional(key);
  if (node == nullptr) return {};
  auto name = yaml::scalar_text(*node, key, reading.problems);
  Names fitting;
  for (const auto& word : reading.act.parameters) {
    if (word.type == type) fitting.push_back(word.name);
  }
  if (node->kind == Node::Kind::scalar && !has(fitting, name))
    reading.problems.add(node->place,
                         fmt::format("\"{}\" is no parameter of {} that fits here", name, reading.act.name),
                         fitting.empty() ? "leave it out" : suggestion(name, fitting));
  return name;
}

// What is signed is said for signing alone, and then with the PIN that the key wants.
void check_card_use(const Place& place, bool signs, Fields& fields, Reading& reading) {
  const bool has_contents = fields.optional("text") != nullptr || fields.optional("document") != nullptr;
  if (signs && !has_contents)
    reading.problems.add(place, "it is not said what the card signs",
                         "write text: or document:, or card: read");
  if (signs && fields.optional("pin") == nullptr)
    reading.problems.add(place, "the card signs after a PIN", "write pin: and the parameter that gives it");
  if (!signs && has_contents)
    reading.problems.add(place, "what is only read signs nothing", "write card: sign");
}

CardUse read_card_use(const Node& card, Fields& fields, Reading& reading) {
  CardUse out;
  out.place = card.place;
  const bool signs = fields.one_of("card", {"sign", "read"}) == "sign";
  out.key = fields.one_of("key", {"authentication", "signature"});
  out.pin = read_parameter(fields, "pin", ParameterType::pin, reading);
  out.document = read_parameter(fields, "document", ParameterType::document, reading);
  out.format = read_parameter(fields, "format", ParameterType::one_of, reading);
  if (const auto* text = fields.optional("text")) {
    check_slots(*text, reading);
    out.text = yaml::scalar_text(*text, "text", reading.problems);
    if (!out.document.empty())
      reading.problems.add(text->place, "either a text is signed or a document", "make two steps");
  }
  check_card_use(card.place, signs, fields, reading);
  for (const auto* name : made_by_card) add_new(reading.known, name);
  return out;
}

std::optional<AppStep> read_step(const Node& node, Reading& reading) {
  Fields fields(node, "a step of the customer's app", reading.problems);
  if (node.kind != Node::Kind::map) return std::nullopt;
  for (const auto& method : methods) fields.optional(method);
  const auto* card = fields.optional("card");
  const auto is_request = [](const yaml::Entry& one) { return has(methods, one.key); };
  const auto entry = std::find_if(node.entries.begin(), node.entries.end(), is_request);
  const auto requests = std::count_if(node.entries.begin(), node.entries.end(), is_request);
  if (requests + (card == nullptr ? 0 : 1) != 1) {
    reading.problems.add(node.place, "a step is one request, or one use of the card",
                         fmt::format("write one of {}, or card: sign", fmt::join(methods, ", ")));
    return std::nullopt;
  }
  AppStep out;
  if (card != nullptr) {
    out = read_card_use(*card, fields, reading);
  } else {
    out = read_exchange(*entry, fields, reading);
  }
  fields.finish();
  return out;
}

// What the steps of a way tell, wherever they stand.
Names told_names(const Node& steps) {
  Names out;
  for (const auto& step : steps.items) {
    for (const auto* key : {"take", "remember"}) {
      const auto* takes = step.find(key);
      if (takes == nullptr) continue;
      for (const auto& entry : takes->entries) add_new(out, entry.key);
    }
    if (step.find("card") == nullptr) continue;
    for (const auto* name : made_by_card) add_new(out, name);
  }
  return out;
}

}  // namespace

void check_pointer(const Place& place, std::string_view pointer, yaml::Problems& problems) {
  bool good = pointer.starts_with('/');
  for (auto at = pointer.find('~'); at != std::string_view::npos; at = pointer.find('~', at + 1))
    good = good && at + 1 < pointer.size() && (pointer[at + 1] == '0' || pointer[at + 1] == '1');
  if (!good)
    problems.add(place, fmt::format("\"{}\" is no place in an answer", pointer),
                 "write a JSON pointer, as /result/nonce");
}

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
  Reading reading{act, {}, told_names(node), remembered, problems};
  for (const auto& parameter : act.parameters) {
    if (parameter.type != ParameterType::pin) reading.known.push_back(parameter.name);
  }
  for (const auto& item : node.items) {
    if (auto step = read_step(item, reading)) out.push_back(*std::move(step));
  }
  return out;
}

}  // namespace tameshi::subjects
