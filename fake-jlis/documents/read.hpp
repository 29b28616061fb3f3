// A signed document of whatever format.
#pragma once

#include <optional>

#include "fake-jlis/documents/signature.hpp"

namespace tameshi::jlis::documents {

// By how it begins: PDF, XML, or else CMS in DER, BER or PEM. `content` is for a detached CMS. Raw signatures
// do not say what they are: read_raw().
Findings read_document(ByteView document, std::optional<ByteView> content = {});

}  // namespace tameshi::jlis::documents
