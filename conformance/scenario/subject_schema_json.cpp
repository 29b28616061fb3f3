#include "conformance/scenario/schema.hpp"
#include "conformance/scenario/schema_parts_json.hpp"

namespace tameshi::scenario {
namespace {

using namespace schema;

enum class Asked { by_command, by_request, by_tls };

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
  } else if (how == Asked::by_tls) {
    properties = {
        {"status", described(whole_number(100, 599), "The status of the answer.")},
        {"alert", described(text(), "A regular expression, found in the name of the server's alert.")}};
    add_details(properties, details, "A text.");
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

Json card_use() {
  return map_of({{"card", one_of({"sign", "read"})},
                 {"key", one_of({"authentication", "signature"})},
                 {"pin", described(text(), "The parameter that is presented.")},
                 {"document", described(text(), "The parameter that is signed.")},
                 {"text", described(text(), "A text that is signed, with {names}.")},
                 {"format", described(text(), "The parameter that says how.")}},
                {"card", "key"});
}

Json app_steps() {
  const Json pointer{{"type", "string"}, {"pattern", "^/"}};
  const Json special{{"anyOf", Json::array({map_of({{"header", text()}}, {"header"}),
                                            map_of({{"pattern", text()}}, {"pattern"})})}};
  const Json takes{{"type", "object"},
                   {"additionalProperties", {{"anyOf", Json::array({pointer, special})}}}};
  const Json texts{{"type", "object"}, {"additionalProperties", {{"type", {"string", "integer"}}}}};
  Json request = Json::object();
  for (const auto* method : {"get", "post", "put", "delete"})
    request[method] = {{"type", "string"}, {"pattern", "^/"}};
  request["headers"] = described(texts, "Fields of the request.");
  request["json"] =
      described(Json::object(),
                "The body; texts may have {name}, {list:name}, {base64:name}, {base64url:name}, "
                "{hex:name}, {pem:name}, {raw:name}.");
  request["form"] = described(texts, "In place of json, application/x-www-form-urlencoded.");
  request["body"] = described(text(), "In place of json, as it is.");
  request["take"] = described(takes, "Names for places in the answer, until the operation ends.");
  request["remember"] = described(takes, "The same, of this customer, until the run ends.");
  return list_of(Json{{"anyOf", Json::array({map_of(std::move(request)), card_use()})}});
}

Json command() {
  return one_or_more(Json{{"type", {"string", "integer", "number"}}});
}

Json way(Asked how, const ActWord& act) {
  Json when = Json::object();
  for (const auto& word : act.parameters) {
    if (word.type == ParameterType::one_of) when[word.name] = one_of(word.words);
  }
  Json properties{{"when", map_of(std::move(when))}};
  const bool by_command = how == Asked::by_command;
  if (by_command) {
    properties["app"] =
        described(list_of(card_use()), "What the customer's app does before the program runs.");
    properties["command"] = command();
  }
  if (how == Asked::by_request) properties["steps"] = app_steps();
  if (how == Asked::by_tls)
    properties["get"] = described({{"type", "string"}, {"pattern", "^/"}}, "The page that is asked for.");
  properties["outcomes"] = rules(how, act.outcomes, act.details);
  if (how == Asked::by_tls) return map_of(std::move(properties));
  return map_of(std::move(properties), {by_command ? "command" : "steps"});
}

Json ways(Asked how, const Vocabulary& words) {
  Json properties = Json::object();
  for (const auto& name : words.acts_of("subject")) {
    const auto* act = words.find("subject", name);
    if (how == Asked::by_tls && name != "log-in") continue;
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

Json tokens() {
  const auto token = map_of({{"label", text()}, {"id", text()}});
  return map_of({{"authentication", token},
                 {"signature", token},
                 {"authentication-ca", token},
                 {"signature-ca", token}});
}

// These keys and no others besides those of every kind.
Json of_kind_with(std::string_view kind, Json properties) {
  for (const auto* key : {"words", "outcomes", "version", "speaks", "command", "address", "server", "trust",
                          "redirects", "oldest", "module", "tokens", "pcsc-reader", "pins"}) {
    if (!properties.contains(key)) properties[key] = false;
    if (properties[key].is_null()) properties.erase(key);
  }
  return of_kind(kind, std::move(properties));
}

Json server(Json more) {
  more["command"] = described(command(), "May have {port}, {folder} and {jlis} in it, as the files may.");
  more["files"] = Json{{"type", "object"}, {"additionalProperties", text()}};
  return map_of(std::move(more), {"command"});
}

Json asked_by_commands(const Vocabulary& words, const Json& names) {
  const auto lines = Json{{"speaks", {{"const", "lines"}}}};
  const Json by_lines{{"properties", {{"operations", names}, {"outcomes", false}}},
                      {"required", {"command"}}};
  const Json by_command{{"properties", {{"operations", ways(Asked::by_command, words)}, {"command", false}}}};
  auto out = of_kind_with("exec", {{"outcomes", common_rules(Asked::by_command, words)},
                                   {"reader", {{"const", "pc/sc"}}},
                                   {"words", nullptr},
                                   {"version", nullptr},
                                   {"speaks", nullptr},
                                   {"command", nullptr}});
  out["then"].update(
      {{"if", {{"properties", lines}, {"required", {"speaks"}}}}, {"then", by_lines}, {"else", by_command}});
  return out;
}

Json asked_through_a_module(const Vocabulary& words) {
  const Json names{{"type", "array"},
                   {"items", one_of({"read-certificate", "verify-pin", "ask-tries-left", "sign"})}};
  auto out = of_kind_with("pkcs11", {{"operations", names},
                                     {"outcomes", common_rules(Asked::by_command, words)},
                                     {"reader", {{"const", "pc/sc"}}},
                                     {"words", nullptr},
                                     {"version", nullptr},
                                     {"module", nullptr},
                                     {"tokens", nullptr}});
  out["then"]["required"] = {"module"};
  return out;
}

// A program is asked by commands or lines, a server by requests or TLS; elsewhere names are all there is to
// say.
Json kinds(const Vocabulary& words) {
  const Json names{{"type", "array"}, {"items", one_of(words.acts_of("subject"))}};
  const Json in_process_reader{{"const", "in-process"}};
  const Json platform{{"const", "platform"}};
  const Json started = server({{"scheme", one_of({"http", "https"})}});
  const auto http = of_kind_with("http", {{"operations", ways(Asked::by_request, words)},
                                          {"outcomes", common_rules(Asked::by_request, words)},
                                          {"reader", in_process_reader},
                                          {"words", nullptr},
                                          {"address", {{"pattern", "^https?://"}}},
                                          {"server", {{"anyOf", Json::array({platform, started})}}},
                                          {"trust", nullptr},
                                          {"redirects", nullptr}});
  const auto tls = of_kind_with("tls", {{"operations", ways(Asked::by_tls, words)},
                                        {"outcomes", common_rules(Asked::by_tls, words)},
                                        {"reader", in_process_reader},
                                        {"words", nullptr},
                                        {"version", nullptr},
                                        {"address", {{"pattern", "^[^/]+:[0-9]{1,5}$"}}},
                                        {"server", server(Json::object())},
                                        {"trust", nullptr},
                                        {"oldest", nullptr}});
  const auto manual = of_kind_with("manual", {{"operations", names}});
  const auto card = of_kind_with(
      "card", {{"operations", names}, {"reader", false}, {"pcsc-reader", nullptr}, {"pins", nullptr}});
  const auto in_process = of_kind_with("in-process", {{"operations", names}});
  return {{"allOf", Json::array({asked_by_commands(words, names), asked_through_a_module(words), http, tls,
                                 manual, card, in_process})}};
}

}  // namespace

std::string subject_schema(const Vocabulary& words) {
  Json properties{
      {"subject", text()},
      {"title", text()},
      {"kind", one_of({"exec", "pkcs11", "http", "tls", "manual", "card", "in-process"})},
      {"reader", one_of({"pc/sc", "in-process"})},
      {"timeout", {{"type", "string"}, {"pattern", "^[0-9]+ *(ms|s|min|h|d)$"}}},
      {"version", described(one_or_more(text()), "The command that prints the product's version.")},
      {"words", described(word_maps(words), "What the product calls our words.")},
      {"operations", Json::object()},
      {"speaks",
       described(one_of({"lines"}), "One program for the whole run, a line of JSON for each question.")},
      {"command", described(command(), "That program.")},
      {"module", described(text(), "The path of a PKCS#11 module.")},
      {"tokens", described(tokens(), "What the module calls its tokens and the objects on them.")},
      {"address", described(text(), "Where the server listens.")},
      {"server", described(Json{{"type", {"string", "object"}}},
                           "What is started for each run in place of an address.")},
      {"pcsc-reader", described(text(), "The PC/SC reader that the card is in, or a part of its name.")},
      {"pins",
       described(map_of({{"authentication", text()}, {"signature", text()}, {"input-support", text()}}),
                 "The environment variables that hold the PINs of that card.")},
      {"trust", described(text(), "A PEM file of the roots of the server's certificate.")},
      {"redirects", one_of({"answers", "follow"})},
      {"oldest", described(one_of({"1.2", "1.3"}), "The oldest TLS that is offered.")},
      {"outcomes", Json::object()},
      {"waivers", {{"type", "array"}, {"items", waiver()}}}};
  auto schema = map_of(std::move(properties), {"subject", "kind", "operations"});
  schema.update(kinds(words));
  return printed(document("A subject file of Tameshi", schema));
}

}  // namespace tameshi::scenario
