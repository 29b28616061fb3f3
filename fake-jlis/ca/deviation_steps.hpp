// The pieces of a table of deviations that deviation.cpp and deviation_steps.cpp read together.
#pragma once

#include "fake-jlis/ca/deviation.hpp"

namespace tameshi::jlis::ca {

// One entry of `change:`.
std::optional<Change> read_change(const yaml::Node& node, yaml::Problems& problems);

// "extension keyUsage/1": where an element stands, by name and numbers.
Result<void> read_path(std::string_view text, Reencode& out);

}  // namespace tameshi::jlis::ca
