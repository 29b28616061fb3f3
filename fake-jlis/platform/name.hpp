// Comparing distinguished names as RFC 5280 §7.1 wants it.
#pragma once

#include "base/bytes.hpp"

namespace tameshi::jlis::platform {

// The same parts in the same order; texts without regard to their string type, to case (of ASCII letters) and
// to how many spaces stand between words. What is no Name is the same as nothing.
bool same_name(ByteView a, ByteView b);

}  // namespace tameshi::jlis::platform
