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

std::string value_of(const Slot& slot, const Names& names) {
  const auto found = names.find(slot.name);
  if (found == names.end()) return {};
  const auto& [text, bytes] = found->second;
  if (slot.prefix == "base64") return base64(bytes ? ByteView(*bytes) : ByteView(bytes_of(text)));
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

}  // namespace tameshi::subjects
