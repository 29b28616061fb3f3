// Files that are documents: read and written whole.
#pragma once

#include <string>

#include "base/bytes.hpp"

namespace tameshi::cli {

// Trouble when it is not there or cannot be read.
Bytes read_whole_file(const std::string& path);
void write_whole_file(const std::string& path, ByteView bytes);

}  // namespace tameshi::cli
