// A certificate in a few lines.
#pragma once

#include <vector>

#include "simulator/trace/exchange.hpp"

namespace tameshi::trace {

// Subject, issuer, serial, validity, policies, key. Nothing when the bytes are no certificate.
std::vector<Node> certificate_summary(ByteView der);

}  // namespace tameshi::trace
