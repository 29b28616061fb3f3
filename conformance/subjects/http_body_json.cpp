#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/json_depth.hpp"
#include "base/percent.hpp"
#include "conformance/subjects/http_body.hpp"

namespace tameshi::subjects {
namespace {

using Json = nlohmann::ordered_json;

// RFC 4648 §5, without padding.
std::string base64url(ByteView bytes) {
  auto out = base64(bytes);
  std::replace(out.begin(), out.end(), '+', '-');
  std::replace(out.begin(), out.end(), '/', '_');
  return out.substr(0, out.find('='));
}

std::string lower(std::string text) {
  for (auto& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::optional<std::string> in_form(const Slot& slot, ByteView bytes) {
  if (slot.prefix == "base64") return base64(bytes);
  if (slot.prefix == "base64url") return base64url(bytes);
  if (slot.prefix == "hex") return lower(hex(bytes));
  if (slot.prefix == "pem") return pem(slot.name == "certificate" ? "CERTIFICATE" : "CMS", bytes);
  if (slot.prefix == "raw") return std::string(text_of(bytes));
  return std::nullopt;
}

std::string value_of(const Slot& slot, const Names& names) {
  const auto found = names.find(slot.name);
  if (found == names.end()) return {};
  const auto& [text, bytes] = found->second;
  if (auto out = in_form(slot, bytes ? *bytes : bytes_of(text))) return *std::move(out);
  return bytes && text.empty() ? std::string(text_of(*bytes)) : text;
}

template <typename Write>
std::string with_slots(std::string_view text, const Names& names, Write write) {
  std::string out;
  std::size_t at = 0;
  for (const auto& slot : slots_in(text)) {
    out += text.substr(at, slot.position - at);
    out += write(value_of(slot, names));
    at = slot.position + slot.length;
  }
  return out.append(text.substr(at));
}

// "name, address" is two words.
Json words_of(std::string text) {
  std::replace(text.begin(), text.end(), ',', ' ');
  std::istringstream in(text);
  auto out = Json::array();
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

std::optional<Slot> only_slot(const std::string& text) {
  const auto slots = slots_in(text);
  if (slots.size() != 1 || slots.front().length != text.size()) return std::nullopt;
  return slots.front();
}

Json scalar(const yaml::Node& node, const Names& names) {
  if (const auto slot = only_slot(node.text); slot && slot->prefix == "list")
    return words_of(value_of(*slot, names));
  if (!node.quoted) {
    if (node.text == "true" || node.text == "false") return node.text == "true";
    if (node.text == "null") return nullptr;
    if (const auto number = yaml::scalar_integer(node)) return *number;
  }
  return filled(node.text, names);
}

bool is_missing(const yaml::Node& node, const Names& names) {
  if (node.kind != yaml::Node::Kind::scalar) return false;
  const auto slot = only_slot(node.text);
  return slot && !names.contains(slot->name);
}

Json as_json(const yaml::Node& node, const Names& names) {
  if (node.kind == yaml::Node::Kind::scalar) return scalar(node, names);
  if (node.kind == yaml::Node::Kind::list) {
    auto out = Json::array();
    for (const auto& item : node.items) out.push_back(as_json(item, names));
    return out;
  }
  auto out = Json::object();
  for (const auto& [key, place, value] : node.entries) {
    if (!is_missing(value, names)) out[key] = as_json(value, names);
  }
  return out;
}

}  // namespace

std::string filled(std::string_view text, const Names& names) {
  return with_slots(text, names, [](std::string value) { return value; });
}

std::string filled_path(std::string_view path, const Names& names) {
  return with_slots(path, names, percent_encoded);
}

std::string filled_form(const std::vector<NamedText>& form, const Names& names) {
  std::string out;
  for (const auto& [name, value] : form) {
    if (!out.empty()) out += '&';
    out += percent_encoded(name) + "=" + percent_encoded(filled(value, names));
  }
  return out;
}

std::string filled_json(const yaml::Node& node, const Names& names) {
  return as_json(node, names).dump(2, ' ', false, Json::error_handler_t::replace);
}

std::optional<std::string> found_at(const std::string& body, const std::string& pointer) {
  if (nests_too_deep(body)) return std::nullopt;
  try {
    const auto json = Json::parse(body);
    const auto& found = json.at(Json::json_pointer(pointer));
    return found.is_string() ? found.get<std::string>() : found.dump();
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

// Long texts are cut, since the standard's regular expressions recurse on length.
std::optional<std::string> taken(const Take& take, const HttpAnswer& answer) {
  if (!take.header.empty()) {
    const auto value = answer.field(take.header);
    return value.empty() ? std::nullopt : std::optional<std::string>(value);
  }
  if (!take.pattern) return found_at(answer.body, take.pointer);
  constexpr std::size_t longest_line = 2000;
  std::istringstream lines(answer.body);
  for (std::string line; std::getline(lines, line);) {
    line.resize(std::min(line.size(), longest_line));
    std::smatch match;
    if (std::regex_search(line, match, *take.pattern)) return match.str(match.size() > 1 ? 1 : 0);
  }
  return std::nullopt;
}

}  // namespace tameshi::subjects
