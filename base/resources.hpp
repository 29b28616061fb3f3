// The tables, personas, scenarios and subjects that are compiled into the program, by their path from the
// root.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tameshi::resources {

struct Resource {
  std::string_view path;
  std::string_view text;
};

// What is embedded under exactly this path.
std::optional<std::string_view> find(std::string_view path);

// The paths below a folder ("fixtures/personas/"), in order.
std::vector<std::string> below(std::string_view folder);

}  // namespace tameshi::resources
