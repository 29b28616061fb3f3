// Every deviation as files, for programs that verify certificates and know nothing of cards.
#pragma once

#include <string>
#include <vector>

#include "fake-jlis/ca/deviation.hpp"

namespace tameshi::cli {

struct DeviantFile {
  const jlis::ca::Deviation* deviation = nullptr;  // null: the honest certificate
  std::string kind;                                // of certificate
  std::string profile;                             // of an honest one; else empty
  std::string file;                                // in the folder
  std::string issuer_file;                         // of who signed, when that is no root here; else empty
};

// index.json: what is in the folder, and what a careful relying party decides.
std::string index_of(const std::vector<DeviantFile>& files, const std::vector<std::string>& roots,
                     Instant now);

}  // namespace tameshi::cli
