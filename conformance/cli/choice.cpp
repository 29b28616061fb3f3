#include "conformance/cli/choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/suggest.hpp"

namespace tameshi::cli {
namespace {

using scenario::Scenario;

bool has_any(const Scenario& scenario, const std::vector<std::string>& tags) {
  return std::any_of(tags.begin(), tags.end(), [&](const std::string& tag) {
    return std::find(scenario.tags.begin(), scenario.tags.end(), tag) != scenario.tags.end();
  });
}

// "reader.pin" is said of itself and of "reader.pin.wrong".
bool is_below(const std::string& id, const std::string& name) {
  return id == name || id.starts_with(name + ".");
}

bool is_wanted(const Scenario& scenario, const Wish& wish) {
  if (!scenario.suite_case) return true;
  const auto& one = *scenario.suite_case;
  const auto& [cases, levels] = std::tie(wish.cases, wish.levels);
  return (cases.empty() || std::any_of(cases.begin(), cases.end(),
                                       [&](const auto& name) { return is_below(one.id, name); })) &&
         (levels.empty() || std::find(levels.begin(), levels.end(), to_string(one.level)) != levels.end());
}

void check_tags(const std::vector<Scenario>& all, const Wish& wish, yaml::Problems& problems) {
  std::set<std::string> known;
  for (const auto& scenario : all) known.insert(scenario.tags.begin(), scenario.tags.end());
  const std::vector<std::string> words(known.begin(), known.end());
  for (const auto& tag : wish.tags) {
    if (!known.contains(tag)) problems.add(Problem{"no scenario has this tag", tag, suggestion(tag, words)});
  }
}

// All that a case may be asked for by: its own name and what that begins with.
std::vector<std::string> names_of(const std::vector<Scenario>& all) {
  std::set<std::string> out;
  for (const auto& scenario : all) {
    if (!scenario.suite_case) continue;
    const auto& id = scenario.suite_case->id;
    for (auto dot = id.find('.'); dot != std::string::npos; dot = id.find('.', dot + 1))
      out.insert(id.substr(0, dot));
    out.insert(id);
  }
  return {out.begin(), out.end()};
}

void check_cases(const std::vector<Scenario>& all, const Wish& wish, yaml::Problems& problems) {
  if (wish.cases.empty()) return;
  const auto names = names_of(all);
  for (const auto& name : wish.cases) {
    if (std::find(names.begin(), names.end(), name) == names.end())
      problems.add(Problem{"the suite has no such case", name, suggestion(name, names)});
  }
}

// Of neighbours each goes to another shard, so that all take about as long.
void take_shard(std::vector<Scenario>& all, const Shard& shard) {
  std::vector<Scenario> out;
  for (std::size_t i = shard.number - 1; i < all.size(); i += shard.of) out.push_back(std::move(all[i]));
  all = std::move(out);
}

}  // namespace

std::vector<Scenario> chosen(std::vector<Scenario> all, const Wish& wish, yaml::Problems& problems) {
  if (all.empty()) return all;
  check_tags(all, wish, problems);
  check_cases(all, wish, problems);
  std::erase_if(all, [&](const Scenario& scenario) {
    return (!wish.tags.empty() && !has_any(scenario, wish.tags)) || has_any(scenario, wish.without_tags) ||
           !is_wanted(scenario, wish);
  });
  if (all.empty() && problems.empty())
    problems.add(wish.suite.empty()
                     ? Problem{"no scenario is left", "--tag, --without-tag", "ask for fewer tags"}
                     : Problem{"no case is left", "--only, --without-tag, --case, --level", "ask for more"});
  take_shard(all, read_shard(wish.shard));
  return all;
}

void keep_tagged(std::vector<Scenario>& all, const std::vector<std::string>& tags) {
  std::erase_if(all, [&](const Scenario& scenario) { return !has_any(scenario, tags); });
}

std::size_t spare(std::vector<Scenario>& all, const std::vector<std::string>& tags, const Wish& wish) {
  const auto named = [&](const Scenario& scenario) {
    return has_any(scenario, wish.tags) ||
           std::any_of(wish.cases.begin(), wish.cases.end(), [&](const std::string& name) {
             return name.find('.') != std::string::npos && is_below(scenario.suite_case->id, name);
           });
  };
  return std::erase_if(all, [&](const Scenario& scenario) {
    return scenario.suite_case && has_any(scenario, tags) && !named(scenario);
  });
}

Shard read_shard(const std::string& written) {
  if (written.empty()) return {};
  Shard out{0, 0};
  const auto* end = written.data() + written.size();
  const auto first = std::from_chars(written.data(), end, out.number);
  if (first.ec == std::errc{} && first.ptr != end && *first.ptr == '/') {
    const auto second = std::from_chars(first.ptr + 1, end, out.of);
    if (second.ec == std::errc{} && second.ptr == end && out.number >= 1 && out.number <= out.of) return out;
  }
  throw Trouble("this is no shard", written, "write 3/8 for the third of eight");
}

}  // namespace tameshi::cli
