#include "conformance/scenario/schema_parts_json.hpp"

namespace tameshi::scenario::schema {

Json text() {
  return {{"type", "string"}};
}

Json described(Json schema, std::string_view says) {
  schema["description"] = says;
  return schema;
}

Json one_of(const std::vector<std::string>& words) {
  return {{"enum", words}};
}

Json one_or_more(const Json& item) {
  return {{"anyOf", Json::array({item, list_of(item)})}};
}

Json list_of(const Json& item) {
  return {{"type", "array"}, {"items", item}, {"minItems", 1}};
}

Json map_of(Json properties, const std::vector<std::string>& required) {
  Json out{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) out["required"] = required;
  return out;
}

Json whole_number(long lowest, long highest) {
  return {{"type", "integer"}, {"minimum", lowest}, {"maximum", highest}};
}

Json or_filled_in(Json schema) {
  if (!schema.is_structured()) return schema;
  for (auto& part : schema) part = or_filled_in(std::move(part));
  if (!schema.is_object()) return schema;
  const bool is_list = schema.value("type", Json()) == "array";
  const bool is_number = schema.value("type", Json()) == "integer";
  if (!is_list && !is_number && !schema.contains("enum") && !schema.contains("pattern")) return schema;
  Json out;
  if (schema.contains("description")) out["description"] = schema["description"];
  schema.erase("description");
  out["anyOf"] = Json::array({std::move(schema), Json{{"$ref", "#/$defs/filled-in"}}});
  return out;
}

Json or_all_filled_in(Json schema) {
  return {{"anyOf", Json::array({or_filled_in(std::move(schema)), Json{{"$ref", "#/$defs/filled-in"}}})}};
}

Json document(std::string_view title, const Json& schema) {
  Json out{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
           {"title", title},
           {"$comment", "Made from conformance/scenario/vocabulary.yaml; do not edit."}};
  out.update(schema);
  return out;
}

std::string printed(const Json& schema) {
  return schema.dump(2) + "\n";
}

}  // namespace tameshi::scenario::schema
