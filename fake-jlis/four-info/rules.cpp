#include "fake-jlis/four-info/rules.hpp"

#include <fmt/format.h>

#include <array>
#include <functional>
#include <map>
#include <set>

#include "base/resources.hpp"
#include "base/suggest.hpp"

namespace tameshi::jlis::four_info {
namespace {

constexpr std::array<std::string_view, 2> starts{"service-provider", "jlis"};

using Put = std::function<Result<void>(Rules&, const std::string&)>;

Result<void> put_years(Rules& rules, const std::string& text) {
  if (text.empty() || text.size() > 2 || text.find_first_not_of("0123456789") != std::string::npos ||
      text == "0")
    return failure(fmt::format("\"{}\" is no number of years", text));
  rules.term_years = static_cast<unsigned>(std::stoul(text));
  return {};
}

Result<void> put_start(Rules& rules, const std::string& text) {
  const auto start = term_start_from(text);
  if (!start)
    return failure(fmt::format("\"{}\" accepts no application", text), "", "service-provider or jlis");
  rules.term_start = *start;
  return {};
}

Result<void> put_furigana(Rules& rules, const std::string& text) {
  TRY(rules.furigana_from, parse_date(text));
  return {};
}

Put duration_in(std::chrono::milliseconds Rules::*member) {
  return [member](Rules& rules, const std::string& text) -> Result<void> {
    TRY(rules.*member, parse_duration(text));
    return {};
  };
}

const std::map<std::string, Put, std::less<>>& puts() {
  static const std::map<std::string, Put, std::less<>> all{
      {"term-years", put_years},
      {"term-start", put_start},
      {"furigana-from", put_furigana},
      {"sync-delay", duration_in(&Rules::sync_delay)},
      {"clock-leeway", duration_in(&Rules::clock_leeway)}};
  return all;
}

std::vector<std::string> names() {
  std::vector<std::string> out;
  for (const auto& [name, put] : puts()) out.push_back(name);
  return out;
}

// The rule's name.
std::string read_rule(const yaml::Node& node, Rules& rules, yaml::Problems& problems) {
  yaml::Fields fields(node, "a rule", problems);
  auto name = fields.one_of("rule", names());
  const auto put = puts().find(name)->second(rules, fields.text("value"));
  if (!put) problems.add(node.place, put.error().what, put.error().cure);
  fields.text("source");
  fields.text("ours", "");
  fields.finish();
  return name;
}

}  // namespace

std::string_view to_string(TermStart start) {
  return starts.at(static_cast<std::size_t>(start));
}

std::optional<TermStart> term_start_from(std::string_view word) {
  for (const auto start : {TermStart::service_provider, TermStart::jlis}) {
    if (word == to_string(start)) return start;
  }
  return std::nullopt;
}

std::optional<Rules> read_rules(std::string_view text, const std::string& file, yaml::Problems& problems) {
  const auto root = yaml::read(text, file, problems);
  if (!root) return std::nullopt;
  Rules out;
  std::set<std::string> seen;
  yaml::Fields fields(*root, "the table of rules", problems);
  if (const auto* rows = fields.required("rules")) {
    for (const auto& row : rows->items) {
      if (!seen.insert(read_rule(row, out, problems)).second)
        problems.add(row.place, "this rule stands here a second time");
    }
  }
  fields.finish();
  for (const auto& name : names()) {
    if (!seen.contains(name)) problems.add(root->place, fmt::format("the rule \"{}\" is missing", name));
  }
  if (!problems.empty()) return std::nullopt;
  return out;
}

const Rules& usual_rules() {
  static const auto rules = [] {
    const std::string file = "fake-jlis/four-info/rules.yaml";
    yaml::Problems problems;
    const auto out = read_rules(resources::find(file).value_or(""), file, problems);
    if (!out) throw Trouble(problems.all().front());
    return *out;
  }();
  return rules;
}

}  // namespace tameshi::jlis::four_info
