// life.yaml at the door.
#include <fmt/format.h>

#include <algorithm>

#include "base/resources.hpp"
#include "base/suggest.hpp"
#include "fake-jlis/registry/life.hpp"
#include "fake-jlis/registry/life_command.hpp"

namespace tameshi::jlis::registry {
namespace {

using yaml::Fields;
using yaml::Node;
using yaml::Problems;

constexpr std::string_view table = "fake-jlis/registry/life.yaml";

// Each aspect with its states.
const std::map<std::string, std::vector<std::string>, std::less<>>& aspects() {
  static const std::vector<std::string> certificate{"none", "good", "held", "revoked", "expired"};
  static const std::vector<std::string> possession{"none", "in-use", "lost"};
  static const std::map<std::string, std::vector<std::string>, std::less<>> all{
      {"standing", {"here", "moved-out", "abroad", "dead", "deleted"}},
      {"card", possession},
      {"phone", possession},
      {"age", {"fifteen", "under-fifteen"}},
      {"renewal", {"due", "early"}},
      {"stay", {"valid", "ended"}},
      {"card-signature", certificate},
      {"card-authentication", certificate},
      {"phone-signature", certificate},
      {"phone-authentication", certificate},
  };
  return all;
}

std::vector<std::string> known_states(std::string_view aspect, const Place& place, Problems& problems) {
  if (const auto found = aspects().find(aspect); found != aspects().end()) return found->second;
  std::vector<std::string> names;
  names.reserve(aspects().size());
  for (const auto& [name, states] : aspects()) names.push_back(name);
  problems.add(place, fmt::format("there is no aspect \"{}\"", aspect), suggestion(aspect, names));
  return {};
}

// { aspect: state } or { aspect: [states] }.
std::map<std::string, std::vector<std::string>> read_states(Fields& row, std::string_view key) {
  std::map<std::string, std::vector<std::string>> out;
  const auto* node = row.optional(key);
  if (node == nullptr) return out;
  Fields fields(*node, key, row.problems());
  for (const auto& [aspect, place, value] : node->entries) {
    const auto known = known_states(aspect, place, row.problems());
    for (const auto& state : fields.texts(aspect)) {
      if (std::find(known.begin(), known.end(), state) == known.end())
        row.problems().add(value.place, fmt::format("\"{}\" cannot be \"{}\"", aspect, state),
                           suggestion(state, known));
      out[aspect].push_back(state);
    }
  }
  return out;
}

SlotRule read_rule(const std::string& word, const Place& place, Problems& problems) {
  static const std::vector<std::string> rules{"keep", "lift", "issue", "replace", "fill", "expire"};
  constexpr std::array meant{Rule::keep, Rule::lift, Rule::issue, Rule::replace, Rule::fill, Rule::expire};
  const auto found = std::find(rules.begin(), rules.end(), word);
  if (found != rules.end()) return {meant.at(static_cast<std::size_t>(found - rules.begin())), {}};
  if (const auto reason = reason_from(word)) return {Rule::revoke, *reason};
  problems.add(place, fmt::format("\"{}\" is no rule and no reason", word), suggestion(word, rules));
  return {};
}

// [signature, authentication]
void read_pair(Fields& row, std::string_view key, SlotRule& signature, SlotRule& authentication) {
  const auto words = row.texts(key);
  if (words.size() != 2) {
    row.problems().add(row.place(),
                       fmt::format("\"{}\" must name two rules: for signature and authentication", key));
    return;
  }
  signature = read_rule(words[0], row.place(), row.problems());
  authentication = read_rule(words[1], row.place(), row.problems());
}

std::map<std::string, std::string> read_then(Fields& row) {
  std::map<std::string, std::string> out;
  for (const auto& [aspect, states] : read_states(row, "then")) out[aspect] = states.front();
  return out;
}

std::vector<std::string> read_parameters(Fields& row) {
  auto out = row.texts("parameters");
  for (const auto& name : out) {
    if (find_parameter(name) == nullptr)
      row.problems().add(row.place(), fmt::format("there is no parameter \"{}\"", name));
  }
  return out;
}

LifeEvent read_event(const Node& node, Problems& problems) {
  Fields row(node, "an event", problems);
  LifeEvent out;
  out.name = row.text("event");
  out.japanese = row.text("japanese");
  out.says = row.text("says");
  out.by_clock = row.one_of("by", {"somebody", "clock"}, "somebody") == "clock";
  out.needs = read_states(row, "needs");
  out.then = read_then(row);
  read_pair(row, "card", out.slots[0], out.slots[1]);
  read_pair(row, "phone", out.slots[2], out.slots[3]);
  out.parameters = read_parameters(row);
  out.idle = row.text("idle", "");
  out.source = row.text("source");
  out.ours = row.text("ours", "");
  row.finish();
  return out;
}

Refusal read_refusal(const Node& node, Problems& problems) {
  Fields row(node, "a refusal", problems);
  Refusal out{row.text("aspect"), row.text("state"), row.text("what"), row.text("cure")};
  row.finish();
  return out;
}

}  // namespace

std::optional<LifeTable> read_life(std::string_view text, const std::string& file, Problems& problems) {
  const auto before = problems.all().size();
  const auto root = yaml::read(text, file, problems);
  if (!root) return std::nullopt;
  Fields fields(*root, "the table of life", problems);
  LifeTable out;
  if (const auto* events = fields.required("events")) {
    out.events.reserve(events->items.size());
    for (const auto& item : events->items) out.events.push_back(read_event(item, problems));
  }
  if (const auto* refusals = fields.required("refusals")) {
    out.refusals.reserve(refusals->items.size());
    for (const auto& item : refusals->items) out.refusals.push_back(read_refusal(item, problems));
  }
  fields.finish();
  if (problems.all().size() != before) return std::nullopt;
  return out;
}

const LifeTable& life() {
  static const LifeTable all = [] {
    yaml::Problems problems;
    auto read = read_life(resources::find(table).value_or(""), std::string(table), problems);
    if (!read) throw Trouble(problems.all().front());
    return *std::move(read);
  }();
  return all;
}

}  // namespace tameshi::jlis::registry
