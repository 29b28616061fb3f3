// report.json as report.schema.json describes it. The part of JSON Schema 2020-12 that the schema uses is
// checked here; a word that is not known here is a mistake, so that nothing in the schema goes unchecked.
#include <fmt/format.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>

#include "base/testing/cases.hpp"
#include "reports/report.hpp"
#include "reports/sample_report.hpp"

namespace tameshi::reports {
namespace {

using Json = nlohmann::json;

const Json& schema() {
  static const Json loaded = Json::parse(tameshi::testing::file_text("docs/schema/report.schema.json"));
  return loaded;
}

// What is wrong with a value, and where; nothing when it is as the schema says.
using Mistake = std::optional<std::string>;

Mistake mistake_in(const Json& value, const Json& rule, const std::string& path);

bool has_type(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "boolean") return value.is_boolean();
  throw std::runtime_error("the schema has a type that is not known here: " + type);
}

Mistake unknown_word(const Json& rule) {
  static const std::set<std::string> known{
      "$schema", "$id",      "$defs", "$ref",       "title",
      "type",    "required", "const", "enum",       "additionalProperties",
      "items",   "minimum",  "oneOf", "properties", "description"};
  for (const auto& [word, rest] : rule.items()) {
    if (!known.contains(word)) return "the schema has a word that is not known here: " + word;
  }
  return std::nullopt;
}

Mistake mistake_in_scalar(const Json& value, const Json& rule, const std::string& path) {
  if (rule.contains("type") && !has_type(value, rule["type"]))
    return path + " is not of type " + rule["type"].dump();
  if (rule.contains("const") && value != rule["const"]) return path + " is not " + rule["const"].dump();
  if (rule.contains("minimum") && value < rule["minimum"]) return path + " is too small";
  if (!rule.contains("enum")) return std::nullopt;
  const auto& words = rule["enum"];
  return std::find(words.begin(), words.end(), value) != words.end() ? Mistake()
                                                                     : path + " is none of " + words.dump();
}

Mistake mistake_in_member(const std::string& key, const Json& member, const Json& rule,
                          const std::string& path) {
  if (rule.contains("properties") && rule["properties"].contains(key)) {
    return mistake_in(member, rule["properties"][key], path);
  }
  if (!rule.contains("additionalProperties")) return std::nullopt;
  if (rule["additionalProperties"] == false) return path + " is not in the schema";
  return mistake_in(member, rule["additionalProperties"], path);
}

Mistake mistake_in_members(const Json& value, const Json& rule, const std::string& path) {
  for (const auto& key : rule.value("required", Json::array())) {
    if (!value.contains(key.get<std::string>())) return path + " lacks " + key.dump();
  }
  for (const auto& [key, member] : value.items()) {
    if (auto mistake = mistake_in_member(key, member, rule, fmt::format("{}/{}", path, key))) return mistake;
  }
  return std::nullopt;
}

Mistake mistake_in_items(const Json& value, const Json& rule, const std::string& path) {
  for (std::size_t i = 0; rule.contains("items") && i < value.size(); ++i) {
    if (auto mistake = mistake_in(value[i], rule["items"], fmt::format("{}/{}", path, i))) return mistake;
  }
  return std::nullopt;
}

Mistake mistake_in_choice(const Json& value, const Json& rule, const std::string& path) {
  if (!rule.contains("oneOf")) return std::nullopt;
  const auto fitting = std::count_if(rule["oneOf"].begin(), rule["oneOf"].end(),
                                     [&](const Json& choice) { return !mistake_in(value, choice, path); });
  return fitting == 1 ? Mistake() : fmt::format("{} fits {} of the choices, not one", path, fitting);
}

Mistake mistake_in(const Json& value, const Json& rule, const std::string& path) {
  if (auto mistake = unknown_word(rule)) return mistake;
  if (rule.contains("$ref")) {
    const Json::json_pointer target(rule["$ref"].get<std::string>().substr(1));
    if (auto mistake = mistake_in(value, schema().at(target), path)) return mistake;
  }
  if (auto mistake = mistake_in_scalar(value, rule, path)) return mistake;
  if (value.is_object()) {
    if (auto mistake = mistake_in_members(value, rule, path)) return mistake;
  }
  if (value.is_array()) {
    if (auto mistake = mistake_in_items(value, rule, path)) return mistake;
  }
  return mistake_in_choice(value, rule, path);
}

Mistake mistake_in_report(const Json& report) {
  return mistake_in(report, schema(), "");
}

Json sample_json() {
  return Json::parse(json(testing::samples().back().report));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(schema_of_the_json_report)

BOOST_AUTO_TEST_CASE(every_sample_is_as_the_schema_says) {
  for (const auto& sample : testing::samples()) {
    const auto mistake = mistake_in_report(Json::parse(json(sample.report)));
    BOOST_TEST(!mistake.has_value(), sample.name << ": " << mistake.value_or(""));
  }
}

BOOST_AUTO_TEST_CASE(a_verdict_of_another_word_is_a_mistake) {
  auto report = sample_json();
  report["runs"][0]["verdict"] = "passed";
  BOOST_TEST(mistake_in_report(report).value_or("").starts_with("/runs/0/verdict is none of"));
}

BOOST_AUTO_TEST_CASE(a_key_too_many_is_a_mistake) {
  auto report = sample_json();
  report["runs"][0]["steps"][0]["colour"] = "green";
  BOOST_TEST(mistake_in_report(report).value_or("") == "/runs/0/steps/0/colour is not in the schema");
}

BOOST_AUTO_TEST_CASE(an_event_of_an_unknown_kind_is_a_mistake) {
  auto report = sample_json();
  report["runs"][0]["journal"][0]["kind"] = "rumour";
  BOOST_TEST(mistake_in_report(report).value_or("") == "/runs/0/journal/0 fits 0 of the choices, not one");
}

BOOST_AUTO_TEST_CASE(an_event_that_lacks_its_reason_is_a_mistake) {
  auto report = sample_json();
  report["runs"][0]["journal"][2].erase("because");
  BOOST_TEST(mistake_in_report(report).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::reports
