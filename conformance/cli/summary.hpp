// What `tameshi issue` wrote, for machines: summary.json.
#pragma once

#include <string>
#include <vector>

#include "conformance/play/world.hpp"

namespace tameshi::cli {

struct WrittenFile {
  std::string name;  // below the folder
  Bytes contents;
};

// Names of PINs and what they open, never their values.
std::string summary_of(const play::World& world, const std::vector<WrittenFile>& files);

}  // namespace tameshi::cli
