#include "conformance/suites/requirements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/resources.hpp"
#include "base/suggest.hpp"

namespace tameshi::suites {
namespace {

const std::string built_in_path = "conformance/suites/requirements.yaml";

Rule read_rule(const yaml::Node& node, std::set<std::string>& seen, yaml::Problems& problems) {
  yaml::Fields fields(node, "a rule", problems);
  Rule out{fields.text("rule"), fields.text("says"), fields.texts("source")};
  fields.finish();
  if (!seen.insert(out.name).second)
    problems.add(node.place, fmt::format("the rule {} stands here a second time", out.name),
                 "give each rule a name of its own");
  if (out.sources.empty())
    problems.add(node.place, fmt::format("the rule {} says no source", out.name),
                 "name the clause, or write OURS");
  return out;
}

Marks read_marks(const yaml::Node& node, yaml::Problems& problems) {
  yaml::Fields fields(node, "\"pass-marks\"", problems);
  const Marks usual;
  Marks out;
  out.must = fields.integer("must", 0, 100, usual.must);
  out.should = fields.integer("should", 0, 100, usual.should);
  out.may = fields.integer("may", 0, 100, usual.may);
  fields.finish();
  return out;
}

Requirements read_suite(const yaml::Entry& entry, yaml::Problems& problems) {
  yaml::Fields fields(entry.value, "a suite's requirements", problems);
  Requirements out;
  out.suite = entry.key;
  out.says = fields.text("says");
  if (const auto* marks = fields.optional("pass-marks")) out.marks = read_marks(*marks, problems);
  out.only_by_name = fields.texts("only-by-name");
  if (const auto* of = fields.optional("part-of")) {
    out.part_of = of->text;
    out.tags = fields.texts("tags");
    fields.finish();
    return out;
  }
  const auto* rules = fields.required("rules");
  fields.finish();
  if (rules == nullptr) return out;
  std::set<std::string> seen;
  for (const auto& rule : rules->items) out.rules.push_back(read_rule(rule, seen, problems));
  if (out.rules.empty()) problems.add(rules->place, "\"rules\" has no rule in it", "add an entry");
  return out;
}

// A part has the rules of the whole, which stands before it.
void take_rules(Requirements& part, const std::vector<Requirements>& all, const yaml::Entry& entry,
                yaml::Problems& problems) {
  const auto whole = std::find_if(all.begin(), all.end(), [&](const auto& one) {
    return one.suite == part.part_of && one.part_of.empty();
  });
  if (whole == all.end())
    problems.add(entry.value.place,
                 fmt::format("there is no suite \"{}\" before this part of it", part.part_of),
                 "name one that has rules");
  else
    part.rules = whole->rules;
  if (part.tags.empty()) problems.add(entry.value.place, "this part says no tags", "name those of its cases");
}

std::vector<std::string> names_of(const std::vector<Rule>& rules) {
  std::vector<std::string> out(rules.size());
  std::transform(rules.begin(), rules.end(), out.begin(), [](const Rule& rule) { return rule.name; });
  return out;
}

}  // namespace

long Marks::of(Level level) const {
  switch (level) {
    case Level::must:
      return must;
    case Level::should:
      return should;
    case Level::may:
      break;
  }
  return may;
}

void set_mark(Marks& marks, const std::string& written) {
  const auto sign = written.find('=');
  const auto level = written.substr(0, sign);
  long per_cent = -1;
  if (sign != std::string::npos)
    std::from_chars(written.data() + sign + 1, written.data() + written.size(), per_cent);
  auto* mark = level == "must"     ? &marks.must
               : level == "should" ? &marks.should
               : level == "may"    ? &marks.may
                                   : nullptr;
  if (mark == nullptr || per_cent < 0 || per_cent > 100)
    throw Trouble("this is no pass mark", written, "write must=100, should=95 or may=0, in per cent");
  *mark = per_cent;
}

const Rule* Requirements::find(std::string_view rule) const {
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const Rule& one) { return one.name == rule; });
  return found == rules.end() ? nullptr : &*found;
}

std::vector<Requirements> read_requirements(std::string_view text, const std::string& path,
                                            yaml::Problems& problems) {
  std::vector<Requirements> out;
  const auto root = yaml::read(text, path, problems);
  if (!root) return out;
  if (root->kind != yaml::Node::Kind::map) {
    problems.add(root->place, "requirements must be a map of suites",
                 "write NAME: { says: …, rules: [ … ] }");
    return out;
  }
  for (const auto& entry : root->entries) {
    out.push_back(read_suite(entry, problems));
    if (!out.back().part_of.empty()) take_rules(out.back(), out, entry, problems);
  }
  return out;
}

const std::vector<Requirements>& built_in_requirements() {
  static const auto all = [] {
    yaml::Problems problems;
    auto read = read_requirements(*resources::find(built_in_path), built_in_path, problems);
    if (!problems.empty()) throw Trouble(to_string(problems.all().front()), built_in_path, "");
    return read;
  }();
  return all;
}

void check_cases(const std::vector<scenario::Scenario>& cases, const Requirements& requirements,
                 yaml::Problems& problems) {
  std::map<std::string, const scenario::Scenario*> seen;
  for (const auto& scenario : cases) {
    if (!scenario.suite_case) {
      problems.add(Problem{"this scenario is no case of a suite", scenario.id(),
                           "give it case:, rule:, level: and why:"});
      continue;
    }
    const auto& [id, rule, level, why] = *scenario.suite_case;
    const auto [earlier, is_new] = seen.emplace(id, &scenario);
    if (!is_new)
      problems.add(scenario.suite_case_place, fmt::format("there are two cases \"{}\"", id),
                   fmt::format("the other is in {}", earlier->second->path));
    if (!requirements.rules.empty() && requirements.find(rule) == nullptr)
      problems.add(scenario.suite_case_place, fmt::format("the suite has no rule \"{}\"", rule),
                   suggestion(rule, names_of(requirements.rules)));
  }
}

}  // namespace tameshi::suites
