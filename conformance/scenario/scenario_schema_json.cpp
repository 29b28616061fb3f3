#include "conformance/scenario/schema.hpp"
#include "conformance/scenario/schema_parts_json.hpp"
#include "fake-jlis/ca/deviation.hpp"
#include "fake-jlis/registry/lie.hpp"
#include "simulator/card/fault.hpp"

namespace tameshi::scenario {
namespace {

using namespace schema;

Json parameter(const ParameterWord& word) {
  switch (word.type) {
    case ParameterType::one_of:
      return one_of(word.words);
    case ParameterType::pin:
      return described({{"type", "string"}, {"minLength", 1}}, "right, wrong, or a PIN in quotes");
    case ParameterType::document:
      return described(text(), "The name of a document under given: documents:");
    case ParameterType::kept:
      return described(text(), "The name under which an earlier step keeps a " + word.kind);
    case ParameterType::duration:
      return {{"type", "string"}, {"pattern", "^[0-9]+ *(ms|s|min|h|d)$"}};
    case ParameterType::persona:
      return described(text(), "Whose card: a persona");
    case ParameterType::fault:
      return one_of(card::fault_names());
    case ParameterType::deviation:
      return one_of(jlis::ca::deviation_names());
    case ParameterType::text:
      return text();
    case ParameterType::time:
      break;
  }
  return described(text(), "As 2026-04-01T09:00:00+09:00, or 2026-04-01 for midnight in Japan");
}

Json fault_parameter(const card::FaultParameterWord& word) {
  if (word.type == card::FaultParameterType::number)
    return described(whole_number(word.lowest, word.highest), word.says);
  return described({{"type", {"string", "integer", "number"}}}, word.says);
}

Json filter() {
  const auto any = [](std::string_view says) { return described({{"type", {"string", "integer"}}}, says); };
  return {{"operation", described(text(), "The command by its ISO name; any without it")},
          {"application", described(text(), "The application that is selected, by its name or AID")},
          {"file", any("The file that the command is about, by its name or four hexadecimal digits")},
          {"nth", whole_number(1, 1'000'000'000)},
          {"times", any("For how many such commands, or every")}};
}

Json moment() {
  return {{"anyOf", Json::array({text(), map_of(filter())})}};
}

// One form per fault, told apart by its name.
Json fault_forms() {
  Json forms = Json::array();
  for (const auto& word : card::fault_words()) {
    Json properties{{"fault", described({{"const", word.name}}, word.says)}};
    const auto filters = filter();
    for (const auto& name : card::fault_settings(word)) {
      properties[name] = filters.contains(name) ? filters[name] : moment();
    }
    std::vector<std::string> required{"fault"};
    for (const auto& parameter : word.parameters) {
      properties[parameter.name] = fault_parameter(parameter);
      if (!parameter.optional) required.push_back(parameter.name);
    }
    forms.push_back(map_of(std::move(properties), required));
  }
  return {{"oneOf", std::move(forms)}};
}

// The filters, which all lies have, and the parameters that some of this service's have.
Json lie_settings(const jlis::LieList& list) {
  Json out{{"endpoint", one_of(list.endpoints)},
           {"authority", described(text(), "signature, authentication/3")},
           {"municipality", described({{"type", {"string", "integer"}}}, "Its code")},
           {"serial", described({{"type", {"string", "integer"}}}, "Of the certificate that is asked about")},
           {"nth", whole_number(1, 1'000'000'000)},
           {"times", described({{"type", {"string", "integer"}}}, "For how many such requests, or every")},
           {"seed", whole_number(0, 1'000'000'000)}};
  for (const auto& word : list.words) {
    for (const auto& parameter : word.parameters)
      out[parameter.name] = described(whole_number(0, 1'000'000'000), parameter.says);
  }
  return out;
}

// One form per service; which parameters a lie takes, the reader says.
Json lie_forms() {
  Json forms = Json::array();
  for (const auto& service : jlis::lying_services()) {
    const auto& list = jlis::lies_of(service);
    Json properties{{service, described(one_of(list.names()), "The name of " + list.what)}};
    properties.update(lie_settings(list));
    forms.push_back(map_of(std::move(properties), {service}));
  }
  return {{"oneOf", std::move(forms)}};
}

bool takes_armed(const ActWord& act) {
  return act.takes_fault || act.takes_lie;
}

Json with(const ActWord& act) {
  if (act.takes_fault) return {{"$ref", "#/$defs/fault"}};
  if (act.takes_lie) return {{"$ref", "#/$defs/lie"}};
  Json properties = Json::object();
  std::vector<std::string> required;
  for (const auto& word : act.parameters) {
    properties[word.name] = parameter(word);
    if (!word.optional) required.push_back(word.name);
  }
  return map_of(std::move(properties), required);
}

Json keep(const ActWord& act) {
  Json properties = Json::object();
  for (const auto& artefact : act.keeps)
    properties[artefact] = {{"type", "string"}, {"pattern", "^[a-z0-9][a-z0-9-]*$"}};
  return map_of(std::move(properties));
}

Json command(const Vocabulary& words) {
  return {{"anyOf", Json::array({one_of(words.card_commands), text()})}};
}

// An editor takes 6984 for a number; the reader takes the text.
Json status_word() {
  return {{"anyOf", Json::array({Json{{"type", "string"}, {"pattern", "^[0-9A-Fa-f]{4}$"}},
                                 Json{{"type", "integer"}}, Json{{"type", "number"}}})}};
}

Json times() {
  return {{"anyOf", Json::array({whole_number(1, 100'000),
                                 Json{{"type", "string"}, {"pattern", "^at (least|most) [0-9]+$"}}})}};
}

Json card_question(const Vocabulary& words) {
  const auto answered = map_of({{"answered", status_word()}, {"to", command(words)}}, {"answered", "to"});
  const auto after = described(status_word(), "Only what came after the card first answered this");
  const auto saw = map_of({{"saw", command(words)}, {"times", times()}, {"after", after}}, {"saw"});
  const auto never = map_of({{"never", command(words)}, {"after", after}}, {"never"});
  return one_or_more(Json{{"oneOf", Json::array({answered, saw, never})}});
}

// A lie of the service's own or a fault on the wire; the reader knows which.
Json service_question(const ServiceWord& service) {
  const auto asked = Json{{"anyOf", Json::array({Json{{"const", "never"}}, times()})}};
  const auto after = described(one_of(service.answers), "Only what came after this was first answered");
  return one_or_more(
      Json{{"oneOf", Json::array({map_of({{"answered", one_of(service.answers)}}, {"answered"}),
                                  map_of({{"asked", asked}, {"after", after}}, {"asked"}),
                                  map_of({{"lied", text()}}, {"lied"})})}});
}

void add_witnesses(const Vocabulary& words, Json& properties) {
  properties["card"] = described({{"$ref", "#/$defs/card-question"}}, words.question("card")->says);
  for (const auto& service : words.services) {
    properties[service.name] = described({{"$ref", "#/$defs/" + service.name + "-question"}}, service.says);
  }
  const auto* secrets = words.question("secrets");
  properties["secrets"] = described(one_of(secrets->words), secrets->says);
}

// An editor takes 1 and 1995-04-10 for what they look like; the reader takes the text.
Json detail_form(const DetailWord& detail) {
  if (detail.is_text) return {{"type", {"string", "integer"}}};
  return {{"anyOf", Json::array({whole_number(detail.lowest, detail.highest), Json{{"const", not_told}}})}};
}

Json expect(const Vocabulary& words, const ActWord& act) {
  Json properties = Json::object();
  if (!act.outcomes.empty()) {
    properties["outcome"] = described(one_or_more(one_of(act.outcomes)), words.question("outcome")->says);
  }
  for (const auto& name : act.details) {
    const auto* detail = words.detail(name);
    properties[name] = described(detail_form(*detail), detail->says);
  }
  if (act.actor == "subject") {
    properties["took"] = described({{"type", "string"}, {"pattern", "^at most [0-9]+ *(ms|s|min|h|d)$"}},
                                   "By the world's clock, which must run.");
  }
  add_witnesses(words, properties);
  return map_of(std::move(properties));
}

// When the actor's key names this act, these are its parameters, artefacts and expectations.
Json rules_of(const Vocabulary& words, const ActWord& act) {
  Json then{
      {"properties",
       {{"with", act.parameters.empty() && !takes_armed(act) ? Json(false) : or_all_filled_in(with(act))},
        {"keep", act.keeps.empty() ? Json(false) : keep(act)},
        {"expect", or_filled_in(expect(words, act))}}}};
  if (takes_armed(act) || with(act).contains("required")) then["required"] = {"with"};
  return {{"if", {{"properties", {{act.actor, {{"const", act.name}}}}}, {"required", {act.actor}}}},
          {"then", std::move(then)}};
}

Json acts_of(const Vocabulary& words, const std::string& actor) {
  Json acts = Json::array();
  for (const auto& name : words.acts_of(actor)) {
    acts.push_back(described({{"const", name}}, words.find(actor, name)->says));
  }
  acts.push_back({{"$ref", "#/$defs/filled-in"}});
  return {{"oneOf", std::move(acts)}};
}

Json step(const Vocabulary& words) {
  Json properties = Json::object();
  Json one_actor = Json::array();
  Json rules = Json::array();
  for (const auto& actor : words.actors) {
    properties[actor] = acts_of(words, actor);
    one_actor.push_back({{"required", {actor}}});
  }
  properties["with"] = or_all_filled_in({{"type", "object"}});
  properties["repeat"] = or_filled_in(whole_number(1, 1000));
  properties["by"] = described(text(), "Which of several subjects: a name of given: subjects.");
  properties["meanwhile"] = {{"$ref", "#/$defs/meanwhile"}};
  properties["keep"] = {{"type", "object"}};
  properties["expect"] = {{"type", "object"}};
  for (const auto& act : words.acts) rules.push_back(rules_of(words, act));
  auto out = map_of(std::move(properties));
  out["oneOf"] = std::move(one_actor);
  out["allOf"] = std::move(rules);
  return out;
}

// A step that another file has.
Json use() {
  return map_of({{"use", described(text(), "The path of a part, from this file's folder.")},
                 {"with", described({{"type", "object"}}, "What the part needs.")}},
                {"use"});
}

Json step_or_use() {
  return {{"if", {{"required", {"use"}}}}, {"then", use()}, {"else", {{"$ref", "#/$defs/step"}}}};
}

// What happens while the subject is at work: an act of somebody else, once the question has come true.
Json meanwhile(const Vocabulary& words) {
  Json when = Json::object();
  add_witnesses(words, when);
  when.erase("secrets");
  Json properties{{"when", map_of(std::move(when))}, {"with", {{"type", "object"}}}};
  for (const auto* actor : {"card", "clock", "j-lis", "resident"}) properties[actor] = acts_of(words, actor);
  return list_of(map_of(std::move(properties), {"when"}));
}

Json of_subjects(std::string_view says) {
  const auto entry = map_of({{"because", text()},
                             {"subjects", described(one_or_more(text()), "Only these; all without it.")},
                             {"link", text()}},
                            {"because"});
  return described({{"anyOf", Json::array({text(), list_of(entry)})}}, says);
}

Json given() {
  const Json documents{{"type", "object"},
                       {"propertyNames", {{"pattern", "^[a-z0-9][a-z0-9-]*$"}}},
                       {"additionalProperties", text()}};
  return map_of(
      {{"use", described(text(), "The path of a part whose world this is; what stands here goes before it.")},
       {"with", described({{"type", "object"}}, "What the part needs.")},
       {"subjects",
        described(list_of(text()),
                  "Several of the subject's kind, by name; the first is asked unless a step says by:.")},
       {"clock", described(text(), "The world's clock stands still here until the scenario moves it.")},
       {"card", map_of({{"of", described(text(), "Whose card it is: a persona.")}}, {"of"})},
       {"second-card",
        map_of({{"of", described(text(), "Whose card is in the second reader: another persona.")}}, {"of"})},
       {"reader", described(one_of({"empty", "has-card"}), "empty: the card is put in by a step.")},
       {"certificate",
        described(one_of(jlis::ca::deviation_names()),
                  "How the certificates on the card deviate; `tameshi deviations` says more.")},
       {"documents", documents},
       {"faults", described(list_of(Json{{"$ref", "#/$defs/fault"}}), "What is armed from the start.")},
       {"lies", described(list_of(Json{{"$ref", "#/$defs/lie"}}), "What J-LIS lies about from the start.")},
       {"sweep", map_of({{"pull-at-every-command",
                          described(one_of({"before", "during", "after"}),
                                    "The scenario is played once for each command, the card pulled at it.")}},
                        {"pull-at-every-command"})},
       {"trace", described(one_of({"masked", "plain"}), "plain: PINs stand in the trace in the clear.")}});
}

Json whole_run(const Vocabulary& words) {
  Json properties = Json::object();
  add_witnesses(words, properties);
  return map_of(std::move(properties));
}

}  // namespace

std::string scenario_schema(const Vocabulary& words) {
  Json properties{
      {"title", described({{"type", "string"}, {"minLength", 1}}, "What holds, in one sentence.")},
      {"story", described(text(), "What of real life this stands for.")},
      {"cites", one_or_more(text())},
      {"tags", one_or_more(text())},
      {"case",
       described(text(), "Its name in a conformance suite, which never changes: reader.pin.wrong-once.")},
      {"rule", described(text(), "The rule that it tests, of the suite's requirements.")},
      {"level", or_filled_in(one_of({"must", "should", "may"}))},
      {"why", described(text(), "What real systems do wrong here.")},
      {"for-each",
       described({{"type", "object"}, {"additionalProperties", {{"type", "array"}, {"minItems", 1}}}},
                 "The scenario is played for each; ${name} and ${name.key} stand for a value.")},
      {"skip", of_subjects("It is not played, and why.")},
      {"fails", of_subjects("It is known to fail, and why; a pass is then a failure.")},
      {"given", or_filled_in(given())},
      {"steps", list_of(step_or_use())},
      {"expect", whole_run(words)}};
  auto out = document("A scenario of Tameshi", map_of(std::move(properties), {"title", "steps"}));
  out["dependentRequired"] = {
      {"case", {"rule", "level", "why"}}, {"rule", {"case"}}, {"level", {"case"}}, {"why", {"case"}}};
  out["$defs"] = {{"filled-in", {{"type", "string"}, {"pattern", "\\$\\{[a-z0-9]"}}},
                  {"step", step(words)},
                  {"meanwhile", meanwhile(words)},
                  {"card-question", or_filled_in(card_question(words))},
                  {"fault", or_filled_in(fault_forms())},
                  {"lie", or_filled_in(lie_forms())}};
  for (const auto& service : words.services)
    out["$defs"][service.name + "-question"] = or_filled_in(service_question(service));
  return printed(out);
}

}  // namespace tameshi::scenario
