#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/scenario/read_parts.hpp"

namespace tameshi::scenario {
namespace {

using yaml::Node;

bool is_service(const std::string& key) {
  const auto& all = jlis::lying_services();
  return std::find(all.begin(), all.end(), key) != all.end();
}

// The one key that says who lies.
const yaml::Entry* liar(const Node& node, yaml::Problems& problems) {
  std::vector<const yaml::Entry*> found;
  for (const auto& entry : node.entries) {
    if (is_service(entry.key)) found.push_back(&entry);
  }
  if (found.size() == 1) return found.front();
  problems.add(found.empty() ? node.place : found[1]->place,
               found.empty() ? "this does not say who lies" : "one lie, one liar",
               fmt::format("write one of {}, as {{ ocsp: try-later }}; tameshi lies lists them",
                           fmt::join(jlis::lying_services(), ", ")));
  return nullptr;
}

}  // namespace

std::optional<ArmedLie> read_lie(const Node& node, std::vector<Parameter>& with, yaml::Problems& problems) {
  const auto* who = liar(node, problems);
  if (who == nullptr) return std::nullopt;
  const auto name = yaml::scalar_text(who->value, who->key, problems);
  with.push_back({who->key, name, who->value.place});
  std::vector<NamedText> settings;
  for (const auto& entry : node.entries) {
    if (&entry == who) continue;
    settings.emplace_back(entry.key, yaml::scalar_text(entry.value, entry.key, problems));
    with.push_back({entry.key, settings.back().second, entry.place});
  }
  if (who->value.kind != Node::Kind::scalar) return std::nullopt;
  auto lie = jlis::lie_from(jlis::lies_of(who->key), name, settings);
  if (lie) return ArmedLie{who->key, *std::move(lie)};
  problems.add(who->value.place, lie.error().what, lie.error().cure);
  return std::nullopt;
}

}  // namespace tameshi::scenario
