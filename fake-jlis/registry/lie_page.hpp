// A room's lies as the table of its page in docs/.
#pragma once

#include <string>
#include <string_view>

#include "fake-jlis/registry/lie.hpp"

namespace tameshi::jlis {

// Markdown, a row for each lie.
std::string table_of(const LieList& list);

// The page with the table anew between its two marks; Trouble when it has none.
std::string with_table_of(const LieList& list, std::string_view page);

}  // namespace tameshi::jlis
