// Whole files that a subject file names.
#pragma once

#include <string>

#include "base/result.hpp"

namespace tameshi::subjects {

Result<std::string> text_of_file(const std::string& path);

}  // namespace tameshi::subjects
