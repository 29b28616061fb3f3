#include "fake-jlis/http/schema_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/suggest.hpp"

namespace tameshi::jlis::http {
namespace {

constexpr std::array<std::string_view, 16> keywords{
    "type",      "enum",    "const",    "required",  "properties", "additionalProperties",
    "items",     "minimum", "maximum",  "minLength", "$ref",       "description",
    "maxLength", "example", "minItems", "maxItems"};

Json scalar(const yaml::Node& node) {
  if (node.quoted) return node.text;
  if (node.text == "true") return true;
  if (node.text == "false") return false;
  if (node.text == "null" || node.text == "~") return nullptr;
  std::int64_t number = 0;
  const auto* end = node.text.data() + node.text.size();
  const auto [stop, error] = std::from_chars(node.text.data(), end, number);
  if (error == std::errc{} && stop == end) return number;
  return node.text;
}

bool has_type(const Json& value, const std::string& type) {
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "array") return value.is_array();
  if (type == "object") return value.is_object();
  return type == "null" && value.is_null();
}

std::string shown(const Json& value) {
  auto text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  constexpr std::size_t enough = 60;
  return text.size() > enough ? text.substr(0, enough) + "…" : text;
}

// One check of a value against a schema, at a place in the document.
class Check {
 public:
  explicit Check(const Json& root) : root_(root) {}

  std::optional<std::string> operator()(const Json& value, const Json& given, const std::string& at) const {
    const auto& schema = resolved(given, root_);
    for (const auto part : {&Check::type, &Check::words, &Check::bounds, &Check::members, &Check::items}) {
      if (auto wrong = (this->*part)(value, schema, at)) return wrong;
    }
    return std::nullopt;
  }

 private:
  static std::string wrong(const std::string& at, std::string_view what) {
    return fmt::format("{}: {}", at.empty() ? "/" : at, what);
  }

  std::optional<std::string> type(const Json& value, const Json& schema, const std::string& at) const {
    if (!schema.contains("type")) return std::nullopt;
    const auto& types = schema.at("type");
    const bool fits =
        types.is_array()
            ? std::any_of(types.begin(), types.end(),
                          [&](const Json& one) { return has_type(value, one.get<std::string>()); })
            : has_type(value, types.get<std::string>());
    if (fits) return std::nullopt;
    return wrong(at, fmt::format("{} is not of type {}", shown(value), shown(types)));
  }

  std::optional<std::string> words(const Json& value, const Json& schema, const std::string& at) const {
    if (schema.contains("const") && value != schema.at("const")) {
      return wrong(at, fmt::format("{} is not {}", shown(value), shown(schema.at("const"))));
    }
    if (!schema.contains("enum")) return std::nullopt;
    const auto& known = schema.at("enum");
    if (std::find(known.begin(), known.end(), value) != known.end()) return std::nullopt;
    const auto word = value.is_string() ? value.get<std::string>() : shown(value);
    return wrong(at, fmt::format("there is no \"{}\"; {}", word,
                                 suggestion(word, known.get<std::vector<std::string>>())));
  }

  std::optional<std::string> bounds(const Json& value, const Json& schema, const std::string& at) const {
    if (value.is_number() && schema.contains("minimum") && value < schema.at("minimum")) {
      return wrong(at, fmt::format("{} is less than {}", shown(value), shown(schema.at("minimum"))));
    }
    if (value.is_number() && schema.contains("maximum") && value > schema.at("maximum")) {
      return wrong(at, fmt::format("{} is more than {}", shown(value), shown(schema.at("maximum"))));
    }
    if (!value.is_string()) return std::nullopt;
    const auto size = value.get_ref<const std::string&>().size();
    if (size < schema.value("minLength", std::size_t{0})) return wrong(at, "the text is too short");
    if (size > schema.value("maxLength", SIZE_MAX)) return wrong(at, "the text is too long");
    return std::nullopt;
  }

  std::optional<std::string> members(const Json& value, const Json& schema, const std::string& at) const {
    if (!value.is_object()) return std::nullopt;
    for (const auto& name : schema.value("required", Json::array())) {
      const auto text = name.get<std::string>();
      if (!value.contains(text)) return wrong(at, fmt::format("\"{}\" is missing", text));
    }
    const auto properties = schema.value("properties", Json::object());
    for (const auto& [name, member] : value.items()) {
      if (auto bad = this->member(name, member, properties, schema, at)) return bad;
    }
    return std::nullopt;
  }

  std::optional<std::string> member(const std::string& name, const Json& value, const Json& properties,
                                    const Json& schema, const std::string& at) const {
    if (properties.contains(name)) return (*this)(value, properties.at(name), at + "/" + name);
    if (!schema.contains("additionalProperties")) return std::nullopt;
    const auto& more = schema.at("additionalProperties");
    if (more.is_object()) return (*this)(value, more, at + "/" + name);
    if (more.get<bool>()) return std::nullopt;
    std::vector<std::string> known;
    known.reserve(properties.size());
    for (const auto& property : properties.items()) known.push_back(property.key());
    return wrong(at, fmt::format("there is no \"{}\" here; {}", name, suggestion(name, known)));
  }

  std::optional<std::string> items(const Json& value, const Json& schema, const std::string& at) const {
    if (!value.is_array()) return std::nullopt;
    if (value.size() > schema.value("maxItems", SIZE_MAX)) return wrong(at, "the list is too long");
    if (value.size() < schema.value("minItems", std::size_t{0})) return wrong(at, "the list is too short");
    if (!schema.contains("items")) return std::nullopt;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (auto bad = (*this)(value[i], schema.at("items"), fmt::format("{}/{}", at, i))) return bad;
    }
    return std::nullopt;
  }

  const Json& root_;
};

}  // namespace

Json json_from(const yaml::Node& node) {
  if (node.kind == yaml::Node::Kind::scalar) return scalar(node);
  if (node.kind == yaml::Node::Kind::list) {
    auto out = Json::array();
    for (const auto& item : node.items) out.push_back(json_from(item));
    return out;
  }
  if (node.kind != yaml::Node::Kind::map) return nullptr;
  auto out = Json::object();
  for (const auto& entry : node.entries) out[entry.key] = json_from(entry.value);
  return out;
}

const Json& resolved(const Json& schema, const Json& root) {
  if (!schema.contains("$ref")) return schema;
  return root.at(Json::json_pointer(schema.at("$ref").get<std::string>().substr(1)));
}

std::optional<std::string> misfit(const Json& value, const Json& schema, const Json& root) {
  return Check(root)(value, schema, "");
}

std::vector<std::string> unknown_keywords(const Json& schema) {
  std::vector<std::string> out;
  const auto look = [&](const Json& inner) {
    auto more = unknown_keywords(inner);
    out.insert(out.end(), more.begin(), more.end());
  };
  for (const auto& [name, value] : schema.items()) {
    if (std::find(keywords.begin(), keywords.end(), name) == keywords.end()) out.push_back(name);
    if (name == "properties") {
      for (const auto& property : value) look(property);
    } else if (name == "items" || (name == "additionalProperties" && value.is_object())) {
      look(value);
    }
  }
  return out;
}

}  // namespace tameshi::jlis::http
