// A room's lies as the table of its page in docs/.
#pragma once

#include <string>

#include "fake-jlis/registry/lie.hpp"

namespace tameshi::jlis {

// Markdown, a row for each lie.
std::string table_of(const LieList& list);

}  // namespace tameshi::jlis
