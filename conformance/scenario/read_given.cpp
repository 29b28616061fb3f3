#include <fmt/format.h>

#include <algorithm>

#include "base/resources.hpp"
#include "base/suggest.hpp"
#include "conformance/scenario/read_parts.hpp"
#include "fake-jlis/ca/deviation.hpp"

namespace tameshi::scenario {
namespace {

using yaml::Fields;
using yaml::Node;

// "fixtures/personas/hanako.yaml" is hanako.
std::vector<std::string> built_in_personas() {
  constexpr std::string_view folder = "fixtures/personas/";
  constexpr std::string_view ending = ".yaml";
  std::vector<std::string> out;
  for (const auto& path : resources::below(folder)) {
    if (path.ends_with(ending))
      out.push_back(path.substr(folder.size(), path.size() - folder.size() - ending.size()));
  }
  return out;
}

std::optional<Instant> read_clock(const Node& node, yaml::Problems& problems) {
  const auto time = parse_instant(yaml::scalar_text(node, "clock", problems));
  if (time) return *time;
  if (node.kind == Node::Kind::scalar) problems.add(node.place, time.error().what, time.error().cure);
  return std::nullopt;
}

std::string read_card(const Node& node, const std::string& what, yaml::Problems& problems) {
  Fields fields(node, what, problems);
  auto persona = fields.text("of");
  if (const auto* of = node.find("of")) check_persona(*of, problems);
  fields.finish();
  return persona;
}

std::string read_deviation(const Node& node, yaml::Problems& problems) {
  auto name = yaml::scalar_text(node, "certificate", problems);
  const auto found = jlis::ca::find_deviation(name);
  if (!found && node.kind == Node::Kind::scalar)
    problems.add(node.place, found.error().what, found.error().cure);
  return name;
}

std::vector<card::Fault> read_faults(const Node& node, yaml::Problems& problems) {
  std::vector<card::Fault> out;
  if (!is_filled_list(node, "\"faults\"", problems)) return out;
  std::vector<Parameter> as_written;
  for (const auto& item : node.items) {
    if (auto fault = read_fault(item, as_written, problems)) out.push_back(*std::move(fault));
  }
  return out;
}

std::vector<ArmedLie> read_lies(const Node& node, yaml::Problems& problems) {
  std::vector<ArmedLie> out;
  if (!is_filled_list(node, "\"lies\"", problems)) return out;
  std::vector<Parameter> as_written;
  for (const auto& item : node.items) {
    if (auto lie = read_lie(item, as_written, problems)) out.push_back(*std::move(lie));
  }
  return out;
}

std::optional<Sweep> read_sweep(const Node& node, yaml::Problems& problems) {
  static const std::vector<std::string> words{"before", "during", "after"};
  Fields fields(node, "\"sweep\"", problems);
  const auto word = fields.one_of("pull-at-every-command", words);
  const auto moment = std::find(words.begin(), words.end(), word) - words.begin();
  fields.finish();
  return Sweep{static_cast<card::Moment>(moment)};
}

// [bank, other-bank]: the first is asked where a step does not say whom.
std::vector<std::string> read_subjects(const Node& node, yaml::Problems& problems) {
  std::vector<std::string> out;
  if (!is_filled_list(node, "\"subjects\"", problems)) return out;
  for (const auto& item : node.items) {
    out.push_back(yaml::scalar_text(item, "a subject's name", problems));
    if (item.kind != Node::Kind::scalar) continue;
    check_plain_name(item.text, item.place, problems);
    if (std::count(out.begin(), out.end(), item.text) > 1)
      problems.add(item.place, fmt::format("\"{}\" stands here twice", item.text),
                   "give each a name of its own");
  }
  return out;
}

std::vector<Document> read_documents(const Node& node, yaml::Problems& problems) {
  std::vector<Document> out;
  if (node.kind != Node::Kind::map) {
    problems.add(
        node.place,
        fmt::format("\"documents\" must be a map of keys, but this is {}", yaml::kind_in_words(node)),
        "write each as name: \"text\"");
  }
  for (const auto& entry : node.entries) {
    check_plain_name(entry.key, entry.place, problems);
    out.push_back({entry.key, yaml::scalar_text(entry.value, entry.key, problems), entry.place});
  }
  return out;
}

}  // namespace

void check_persona(const Node& node, const std::vector<std::string>& built_in, yaml::Problems& problems) {
  if (node.kind != Node::Kind::scalar || built_in.empty()) return;
  const bool is_path = node.text.find('/') != std::string::npos || node.text.ends_with(".yaml");
  if (is_path || std::find(built_in.begin(), built_in.end(), node.text) != built_in.end()) return;
  problems.add(node.place, fmt::format("there is no persona \"{}\"", node.text),
               suggestion(node.text, built_in));
}

void check_persona(const Node& node, yaml::Problems& problems) {
  check_persona(node, built_in_personas(), problems);
}

Given read_given(const Node& node, yaml::Problems& problems) {
  Fields fields(node, "\"given\"", problems);
  Given out;
  if (const auto* clock = fields.optional("clock")) out.clock = read_clock(*clock, problems);
  if (const auto* card = fields.optional("card")) out.persona = read_card(*card, "\"card\"", problems);
  if (const auto* second = fields.optional("second-card"))
    out.second_persona = read_card(*second, "\"second-card\"", problems);
  out.reader_is_empty = fields.one_of("reader", {"empty", "has-card"}, "has-card") == "empty";
  if (const auto* certificate = fields.optional("certificate"))
    out.deviation = read_deviation(*certificate, problems);
  if (const auto* documents = fields.optional("documents"))
    out.documents = read_documents(*documents, problems);
  if (const auto* faults = fields.optional("faults")) out.faults = read_faults(*faults, problems);
  if (const auto* lies = fields.optional("lies")) out.lies = read_lies(*lies, problems);
  if (const auto* sweep = fields.optional("sweep")) out.sweep = read_sweep(*sweep, problems);
  if (const auto* subjects = fields.optional("subjects")) out.subjects = read_subjects(*subjects, problems);
  out.plain_trace = fields.one_of("trace", {"masked", "plain"}, "masked") == "plain";
  fields.finish();
  return out;
}

}  // namespace tameshi::scenario
