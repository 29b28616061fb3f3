// A plain text as a PDF, so that a scenario's document can be signed as one.
#pragma once

#include "fake-jlis/documents/signature.hpp"

namespace tameshi::jlis::documents {

// UTF-8, Japanese too, on as many A4 pages as it takes. The font is one of those that readers bring along for
// Japanese (HeiseiMin-W3 of Adobe-Japan1) and not embedded. The same text gives the same bytes.
Result<Bytes> pdf_of_text(std::string_view text);

}  // namespace tameshi::jlis::documents
