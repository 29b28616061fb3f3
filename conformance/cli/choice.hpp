// Which scenarios are played, by their tags, and of a suite by name, level and shard.
#pragma once

#include <vector>

#include "base/yaml_reader.hpp"
#include "conformance/cli/run_options.hpp"
#include "conformance/scenario/scenario.hpp"

namespace tameshi::cli {

// Those with one of `wish.tags`, if there are any, and none of `wish.without_tags`; of these the cases and
// levels that are named; of these every n-th. A tag or case that there is not is a slip, and so is nothing
// left to play; all go to `problems`.
std::vector<scenario::Scenario> chosen(std::vector<scenario::Scenario> all, const Wish& wish,
                                       yaml::Problems& problems);

// Those with one of these tags.
void keep_tagged(std::vector<scenario::Scenario>& all, const std::vector<std::string>& tags);

// Takes away those with one of these tags, unless `wish` names the tag, or a case by more than its suite.
// Gives how many.
std::size_t spare(std::vector<scenario::Scenario>& all, const std::vector<std::string>& tags,
                  const Wish& wish);

struct Shard {
  std::size_t number = 1;  // from 1
  std::size_t of = 1;
};
// "3/8"; empty: all of it. Trouble for anything else.
Shard read_shard(const std::string& written);

}  // namespace tameshi::cli
