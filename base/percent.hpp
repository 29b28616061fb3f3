// Percent-encoding, RFC 3986 §2.1.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tameshi {

// All but the unreserved characters of RFC 3986 §2.3 are encoded: for a piece of a path.
std::string percent_encoded(std::string_view text);

// Any octets may come out. A Problem names the character where a percent sign stands alone.
Result<std::string> percent_decoded(std::string_view text);

}  // namespace tameshi
