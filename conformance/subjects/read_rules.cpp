#include <fmt/format.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "conformance/subjects/read_parts.hpp"

namespace tameshi::subjects {
namespace {

using yaml::Fields;
using yaml::Node;

std::string_view why(std::regex_constants::error_type code) {
  namespace rc = std::regex_constants;
  if (code == rc::error_paren) return "a round bracket has no partner, or a repeat sign nothing to repeat";
  if (code == rc::error_brack) return "a square bracket has no partner";
  if (code == rc::error_brace || code == rc::error_badbrace) return "the count in curly brackets is wrong";
  if (code == rc::error_range) return "a range of characters runs backwards";
  if (code == rc::error_escape) return "there is no such escape";
  if (code == rc::error_backref) return "it refers back to a group that is not there";
  if (code == rc::error_badrepeat) return "a repeat sign has nothing to repeat";
  if (code == rc::error_ctype) return "there is no such class of characters";
  if (code == rc::error_collate) return "there is no such collating name";
  return "it is too large or too deep";
}

// The standard library's compiler recurses, so a bound on the length bounds its stack.
constexpr std::size_t longest_pattern = 500;

std::optional<std::regex> pattern_in(const Node& node, std::string_view key, yaml::Problems& problems) {
  const auto text = yaml::scalar_text(node, key, problems);
  if (text.size() > longest_pattern) {
    problems.add(node.place, fmt::format("a pattern of more than {} bytes", longest_pattern),
                 "make it shorter");
    return std::nullopt;
  }
  try {
    return std::regex(text, std::regex::ECMAScript);
  } catch (const std::regex_error& e) {
    problems.add(node.place, fmt::format("\"{}\" is no regular expression: {}", text, why(e.code())),
                 "put a backslash before a sign that stands for itself");
    return std::nullopt;
  }
}

void check_references(const Node& node, unsigned groups, yaml::Problems& problems) {
  for (std::size_t i = 0; i + 1 < node.text.size(); ++i) {
    const char digit = node.text[i + 1];
    if (node.text[i] != '$' || digit < '1' || digit > '9') continue;
    if (static_cast<unsigned>(digit - '0') <= groups) continue;
    problems.add(node.place, fmt::format("${} has no group in the pattern, which has {}", digit, groups),
                 "put round brackets around what it stands for");
  }
}

// Fixed values are checked like those of a scenario.
void check_value(const Node& node, std::string_view detail, yaml::Problems& problems) {
  const auto* word = scenario::vocabulary().detail(detail);
  const auto value = yaml::scalar_integer(node);
  if (word == nullptr || word->is_text || (value && *value >= word->lowest && *value <= word->highest))
    return;
  problems.add(node.place, fmt::format("\"{}\" must be a whole number from {} to {}, but this is \"{}\"",
                                       detail, word->lowest, word->highest, node.text));
}

unsigned groups_of(const OutcomeRule& rule) {
  const auto& pattern = rule.output ? rule.output : rule.errors;
  return pattern ? static_cast<unsigned>(pattern->mark_count()) : 0;
}

// What a group catches, or what stands at a place in an answer, is only known later.
void read_detail(Fields& fields, const std::string& name, Kind kind, OutcomeRule& rule) {
  const auto* node = fields.optional(name);
  if (node == nullptr) return;
  rule.details.emplace_back(name, yaml::scalar_text(*node, name, fields.problems()));
  if (node->kind != Node::Kind::scalar) return;
  if (kind == Kind::http && node->text.starts_with('/')) {
    check_pointer(node->place, node->text, fields.problems());
  } else if (kind != Kind::http && node->text.find('$') != std::string::npos) {
    check_references(*node, groups_of(rule), fields.problems());
  } else {
    check_value(*node, name, fields.problems());
  }
}

void read_outcome(Fields& fields, const RuleWords& words, OutcomeRule& rule) {
  const auto* node = fields.required("outcome");
  if (node == nullptr) return;
  rule.outcome = yaml::scalar_text(*node, "outcome", fields.problems());
  if (node->kind != Node::Kind::scalar) return;
  if (std::find(words.outcomes.begin(), words.outcomes.end(), rule.outcome) != words.outcomes.end()) return;
  fields.problems().add(node->place, fmt::format("there is no outcome \"{}\" here", rule.outcome),
                        suggestion(rule.outcome, words.outcomes));
}

void read_of_program(Fields& fields, OutcomeRule& rule) {
  if (fields.optional("exit") != nullptr) rule.exit = static_cast<int>(fields.integer("exit", 0, 255));
  rule.output = read_pattern(fields, "output");
  rule.errors = read_pattern(fields, "errors");
}

void read_of_http(Fields& fields, OutcomeRule& rule) {
  if (fields.optional("status") != nullptr)
    rule.status = static_cast<int>(fields.integer("status", 100, 599));
  const auto* json = fields.optional("json");
  if (json == nullptr || !is_map(*json, "\"json\"", fields.problems())) return;
  for (const auto& entry : json->entries) {
    check_pointer(entry.place, entry.key, fields.problems());
    if (const auto pattern = pattern_in(entry.value, entry.key, fields.problems()))
      rule.json.push_back({entry.key, *pattern});
  }
}

void read_of_tls(Fields& fields, OutcomeRule& rule) {
  if (fields.optional("status") != nullptr)
    rule.status = static_cast<int>(fields.integer("status", 100, 599));
  rule.alert = read_pattern(fields, "alert");
}

OutcomeRule read_rule(const Node& node, const RuleWords& words, Kind kind, yaml::Problems& problems) {
  Fields fields(node, "a rule", problems);
  OutcomeRule rule;
  rule.place = node.place;
  if (kind == Kind::http) {
    read_of_http(fields, rule);
  } else if (kind == Kind::tls) {
    read_of_tls(fields, rule);
  } else {
    read_of_program(fields, rule);
  }
  if (node.kind == Node::Kind::map) read_outcome(fields, words, rule);
  for (const auto& detail : words.details) read_detail(fields, detail, kind, rule);
  fields.finish();
  return rule;
}

}  // namespace

std::optional<std::regex> read_pattern(Fields& fields, std::string_view key) {
  const auto* node = fields.optional(key);
  if (node == nullptr) return std::nullopt;
  return pattern_in(*node, key, fields.problems());
}

std::vector<OutcomeRule> read_rules(const Node& node, const RuleWords& words, Kind kind,
                                    yaml::Problems& problems) {
  std::vector<OutcomeRule> out;
  if (!is_list(node, "\"outcomes\"", problems)) return out;
  for (const auto& item : node.items) out.push_back(read_rule(item, words, kind, problems));
  return out;
}

}  // namespace tameshi::subjects
