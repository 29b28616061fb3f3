#include "conformance/scenario/schema.hpp"
#include "conformance/scenario/schema_parts_json.hpp"

namespace tameshi::scenario {
namespace {

using namespace schema;

Json rule(const std::vector<std::string>& outcomes, const std::vector<std::string>& details) {
  Json properties{{"exit", described(whole_number(0, 255), "The exit code.")},
                  {"output", described(text(), "A regular expression, found in a line of standard output.")},
                  {"errors", described(text(), "A regular expression, found in a line of standard error.")},
                  {"outcome", one_of(outcomes)}};
  for (const auto& detail : details) {
    properties[detail] =
        described({{"type", {"string", "integer"}}}, "May use $1 to $9, groups of the pattern.");
  }
  return map_of(std::move(properties), {"outcome"});
}

Json rules(const std::vector<std::string>& outcomes, const std::vector<std::string>& details) {
  return {{"type", "array"}, {"items", rule(outcomes, details)}};
}

Json way(const ActWord& act) {
  Json when = Json::object();
  for (const auto& word : act.parameters) {
    if (word.type == ParameterType::one_of) when[word.name] = one_of(word.words);
  }
  return map_of({{"when", map_of(std::move(when))},
                 {"command", one_or_more(Json{{"type", {"string", "integer", "number"}}})},
                 {"outcomes", rules(act.outcomes, act.details)}},
                {"command"});
}

Json commands(const Vocabulary& words) {
  Json properties = Json::object();
  for (const auto& name : words.acts_of("subject")) {
    const auto* act = words.find("subject", name);
    properties[name] = described(one_or_more(way(*act)), act->says);
  }
  return map_of(std::move(properties));
}

Json word_maps(const Vocabulary& words) {
  Json properties = Json::object();
  for (const auto& act : words.acts) {
    for (const auto& parameter : act.parameters) {
      if (act.actor != "subject" || parameter.type != ParameterType::one_of) continue;
      const auto all = words.subject_words(parameter.name);
      Json ours = Json::object();
      for (const auto& word : all) ours[word] = {{"type", {"string", "integer"}}};
      properties[parameter.name] = map_of(std::move(ours), all);
    }
  }
  return map_of(std::move(properties));
}

Json waiver() {
  const Json filled{{"type", "string"}, {"minLength", 1}};
  const Json day{{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
  return map_of(
      {{"scenario", described(filled, "The scenario's path, or its file's name without the ending.")},
       {"reason", filled},
       {"since", day},
       {"until", described(day, "The first day on which it holds no longer.")}},
      {"scenario", "reason", "since", "until"});
}

// A program is asked by commands; in-process, names are all there is to say.
Json kinds(const Vocabulary& words) {
  const Json names{{"type", "array"}, {"items", one_of(words.acts_of("subject"))}};
  return {
      {"if", {{"properties", {{"kind", {{"const", "exec"}}}}}, {"required", {"kind"}}}},
      {"then", {{"properties", {{"operations", commands(words)}, {"reader", {{"const", "pc/sc"}}}}}}},
      {"else",
       {{"properties", {{"operations", names}, {"words", false}, {"outcomes", false}, {"version", false}}}}}};
}

}  // namespace

std::string subject_schema(const Vocabulary& words) {
  Json properties{
      {"subject", text()},
      {"title", text()},
      {"kind", one_of({"exec", "in-process"})},
      {"reader", one_of({"pc/sc", "in-process"})},
      {"timeout", {{"type", "string"}, {"pattern", "^[0-9]+ *(ms|s|min|h|d)$"}}},
      {"version", described(one_or_more(text()), "The command that prints the product's version.")},
      {"words", described(word_maps(words), "What the product calls our words.")},
      {"operations", Json::object()},
      {"outcomes", described(rules(words.subject_outcomes(), words.subject_details()),
                             "Common rules, tried after an operation's own.")},
      {"waivers", {{"type", "array"}, {"items", waiver()}}}};
  auto schema = map_of(std::move(properties), {"subject", "kind", "operations"});
  schema.update(kinds(words));
  return printed(document("A subject file of Tameshi", schema));
}

}  // namespace tameshi::scenario
