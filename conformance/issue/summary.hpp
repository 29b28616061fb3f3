// What was issued, for machines: summary.json.
#pragma once

#include <string>
#include <vector>

#include "conformance/issue/issue.hpp"

namespace tameshi::issue {

// Names of PINs, what they open and how many tries they have left; never their values.
std::string summary_of(const play::World& world, const std::vector<IssuedFile>& files);

}  // namespace tameshi::issue
