// SHA-256 as people compare it: what sha256sum prints.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace tameshi {

// 64 hexadecimal digits, lower case.
std::string sha256sum(ByteView bytes);
std::string sha256sum(std::string_view text);

}  // namespace tameshi
