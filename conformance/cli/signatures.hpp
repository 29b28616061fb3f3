// What was found of signatures, for programs.
#pragma once

#include <string>

#include "fake-jlis/documents/signature.hpp"

namespace tameshi::cli {

// One object; certificates in base64, of what is covered the SHA-256.
std::string json_of(const jlis::documents::Findings& findings);

}  // namespace tameshi::cli
