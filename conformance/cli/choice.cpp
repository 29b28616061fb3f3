#include "conformance/cli/choice.hpp"

#include <algorithm>
#include <set>

#include "base/suggest.hpp"

namespace tameshi::cli {
namespace {

bool has_any(const scenario::Scenario& scenario, const std::vector<std::string>& tags) {
  return std::any_of(tags.begin(), tags.end(), [&](const std::string& tag) {
    return std::find(scenario.tags.begin(), scenario.tags.end(), tag) != scenario.tags.end();
  });
}

}  // namespace

std::vector<scenario::Scenario> chosen(std::vector<scenario::Scenario> all, const Wish& wish,
                                       yaml::Problems& problems) {
  if (all.empty()) return all;
  std::set<std::string> known;
  for (const auto& scenario : all) known.insert(scenario.tags.begin(), scenario.tags.end());
  const std::vector<std::string> words(known.begin(), known.end());
  std::erase_if(all, [&](const scenario::Scenario& scenario) {
    return (!wish.tags.empty() && !has_any(scenario, wish.tags)) || has_any(scenario, wish.without_tags);
  });
  for (const auto& tag : wish.tags) {
    if (!known.contains(tag)) problems.add(Problem{"no scenario has this tag", tag, suggestion(tag, words)});
  }
  if (all.empty() && problems.empty())
    problems.add(Problem{"no scenario is left", "--tag, --without-tag", "ask for fewer tags"});
  return all;
}

}  // namespace tameshi::cli
