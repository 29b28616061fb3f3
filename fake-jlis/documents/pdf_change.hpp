// What was done to a file after it was signed: nothing but signing it once more, or something else.
#pragma once

#include <optional>
#include <string>

#include "fake-jlis/documents/pdf_file.hpp"

namespace tameshi::jlis::documents::pdf {

// `before` is what the signer saw, `after` the whole file. Allowed are new signature fields with their values
// and widgets, values for signature fields that had none, and a store of validation data (DSS), as signing
// adds them; the rest, even where it cannot be seen, is a change: in words, or nothing when there is none.
Result<std::optional<std::string>> change_beyond_signing(const File& before, const File& after);

}  // namespace tameshi::jlis::documents::pdf
