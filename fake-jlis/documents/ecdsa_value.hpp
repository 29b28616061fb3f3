// ECDSA signatures in XML: r and s side by side, each as long as the curve's order (XML Signature 1.1
// §6.4.3); elsewhere ECDSA-Sig-Value, DER (RFC 5480 appendix A).
#pragma once

#include <optional>

#include "base/bytes.hpp"

namespace tameshi::jlis::documents {

std::optional<Bytes> side_by_side(ByteView der, std::size_t length_of_one);
// Nothing for what has no two halves.
std::optional<Bytes> as_der(ByteView side_by_side);

}  // namespace tameshi::jlis::documents
