// The part of JSON Schema 2020-12 that the interface's description uses: type, enum, const, required,
// properties, additionalProperties, items, minimum, maximum, minLength, maxLength, maxItems, $ref. A
// description that uses more is refused when it is read, so that nothing is promised that nobody checks.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/yaml_reader.hpp"

namespace tameshi::jlis::http {

using Json = nlohmann::ordered_json;

// A YAML document as JSON: unquoted true, false, null and whole numbers are what they look like.
Json json_from(const yaml::Node& node);

// Where a $ref leads, or the schema itself.
const Json& resolved(const Json& schema, const Json& root);

// What a value has against the schema, "/event: \"mvoe\" is not one of …"; nothing when it fits. `root` is
// where "#/…" points into.
std::optional<std::string> misfit(const Json& value, const Json& schema, const Json& root);

// The keywords of a schema, and of those within, that misfit() does not know.
std::vector<std::string> unknown_keywords(const Json& schema);

}  // namespace tameshi::jlis::http
