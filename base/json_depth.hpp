// How deep JSON nests, seen before anybody reads it: what reads, copies and writes it does so by recursion.
#pragma once

#include <string_view>

namespace tameshi {

// Deeper than anything that is meant: 64 levels. OURS.
bool nests_too_deep(std::string_view json);

}  // namespace tameshi
