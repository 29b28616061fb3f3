// Which scenarios are played, by their tags.
#pragma once

#include <vector>

#include "base/yaml_reader.hpp"
#include "conformance/cli/run_options.hpp"
#include "conformance/scenario/scenario.hpp"

namespace tameshi::cli {

// Those with one of `wish.tags`, if there are any, and none of `wish.without_tags`. A tag that no scenario
// has is a slip, and so is nothing left to play; both go to `problems`.
std::vector<scenario::Scenario> chosen(std::vector<scenario::Scenario> all, const Wish& wish,
                                       yaml::Problems& problems);

}  // namespace tameshi::cli
