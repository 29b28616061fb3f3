#include "conformance/scenario/schema.hpp"
#include "conformance/scenario/schema_parts_json.hpp"

namespace tameshi::scenario {
namespace {

using namespace schema;

enum class Asked { by_command, by_request };

void add_details(Json& properties, const std::vector<std::string>& details, std::string_view says) {
  for (const auto& detail : details) properties[detail] = described({{"type", {"string", "integer"}}}, says);
}

Json rule(Asked how, const std::vector<std::string>& outcomes, const std::vector<std::string>& details) {
  Json properties = Json::object();
  if (how == Asked::by_command) {
    properties = {{"exit", described(whole_number(0, 255), "The exit code.")},
                  {"output", described(text(), "A regular expression, found in a line of standard output.")},
                  {"errors", described(text(), "A regular expression, found in a line of standard error.")}};
    add_details(properties, details, "May use $1 to $9, groups of the pattern.");
  } else {
    properties = {{"status", described(whole_number(100, 599), "The status of the last answer.")},
                  {"json", described({{"type", "object"}, {"additionalProperties", text()}},
                                     "JSON pointers into the last answer, and regular expressions.")}};
    add_details(properties, details, "A text, or a JSON pointer into the last answer.");
  }
  properties["outcome"] = one_of(outcomes);
  return map_of(std::move(properties), {"outcome"});
}

Json rules(Asked how, const std::vector<std::string>& outcomes, const std::vector<std::string>& details) {
  return {{"type", "array"}, {"items", rule(how, outcomes, details)}};
}

Json app_steps() {
  const Json takes{{"type", "object"}, {"additionalProperties", {{"type", "string"}, {"pattern", "^/"}}}};
  Json request = Json::object();
  for (const auto* method : {"get", "post", "put", "delete"})
    request[method] = {{"type", "string"}, {"pattern", "^/"}};
  request["json"] = described(Json::object(), "The body; texts may have {name}, {base64:name}, {list:name}.");
  request["take"] = described(takes, "Names for places in the answer, until the operation ends.");
  request["remember"] = described(takes, "The same, of this customer, until the run ends.");
  const auto card = map_of({{"card", one_of({"sign", "read"})},
                            {"key", one_of({"authentication", "signature"})},
                            {"pin", described(text(), "The parameter that is presented.")},
                            {"document", described(text(), "The parameter that is signed.")},
                            {"text", described(text(), "A text that is signed, with {names}.")},
                            {"format", described(text(), "The parameter that says how.")}},
                           {"card", "key"});
  return list_of(Json{{"anyOf", Json::array({map_of(std::move(request)), card})}});
}

Json way(Asked how, const ActWord& act) {
  Json when = Json::object();
  for (const auto& word : act.parameters) {
    if (word.type == ParameterType::one_of) when[word.name] = one_of(word.words);
  }
  Json properties{{"when", map_of(std::move(when))}};
  const bool by_command = how == Asked::by_command;
  if (by_command) {
    properties["command"] = one_or_more(Json{{"type", {"string", "integer", "number"}}});
  } else {
    properties["steps"] = app_steps();
  }
  properties["outcomes"] = rules(how, act.outcomes, act.details);
  return map_of(std::move(properties), {by_command ? "command" : "steps"});
}

Json ways(Asked how, const Vocabulary& words) {
  Json properties = Json::object();
  for (const auto& name : words.acts_of("subject")) {
    const auto* act = words.find("subject", name);
    properties[name] = described(one_or_more(way(how, *act)), act->says);
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

Json common_rules(Asked how, const Vocabulary& words) {
  return described(rules(how, words.subject_outcomes(), words.subject_details()),
                   "Common rules, tried after an operation's own.");
}

Json of_kind(std::string_view kind, Json properties) {
  return {{"if", {{"properties", {{"kind", {{"const", kind}}}}}, {"required", {"kind"}}}},
          {"then", {{"properties", std::move(properties)}}}};
}

// A program is asked by commands, a server by requests; in-process, names are all there is to say.
Json kinds(const Vocabulary& words) {
  const Json names{{"type", "array"}, {"items", one_of(words.acts_of("subject"))}};
  const auto exec = of_kind("exec", {{"operations", ways(Asked::by_command, words)},
                                     {"outcomes", common_rules(Asked::by_command, words)},
                                     {"reader", {{"const", "pc/sc"}}},
                                     {"address", false},
                                     {"server", false}});
  const auto http = of_kind("http", {{"operations", ways(Asked::by_request, words)},
                                     {"outcomes", common_rules(Asked::by_request, words)},
                                     {"reader", {{"const", "in-process"}}},
                                     {"version", false}});
  const auto in_process = of_kind("in-process", {{"operations", names},
                                                 {"words", false},
                                                 {"outcomes", false},
                                                 {"version", false},
                                                 {"address", false},
                                                 {"server", false}});
  return {{"allOf", Json::array({exec, http, in_process})}};
}

}  // namespace

std::string subject_schema(const Vocabulary& words) {
  Json properties{
      {"subject", text()},
      {"title", text()},
      {"kind", one_of({"exec", "http", "in-process"})},
      {"reader", one_of({"pc/sc", "in-process"})},
      {"timeout", {{"type", "string"}, {"pattern", "^[0-9]+ *(ms|s|min|h|d)$"}}},
      {"version", described(one_or_more(text()), "The command that prints the product's version.")},
      {"words", described(word_maps(words), "What the product calls our words.")},
      {"operations", Json::object()},
      {"address", described({{"type", "string"}, {"pattern", "^https?://"}}, "Where the server listens.")},
      {"server", described(one_of({"platform"}), "What is started for each run in place of an address.")},
      {"outcomes", Json::object()},
      {"waivers", {{"type", "array"}, {"items", waiver()}}}};
  auto schema = map_of(std::move(properties), {"subject", "kind", "operations"});
  schema.update(kinds(words));
  return printed(document("A subject file of Tameshi", schema));
}

}  // namespace tameshi::scenario
