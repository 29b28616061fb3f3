// Mistakes in the order in which a person meets them in the file.
#pragma once

#include "base/yaml_reader.hpp"

namespace tameshi::scenario {

// Appends `found` to `to` by line and column. The reader finds unknown keys last, and names that are used
// before they are kept later still; the list should not show that.
void add_in_file_order(const yaml::Problems& found, yaml::Problems& to);

}  // namespace tameshi::scenario
