// Streams that hold a file's own structure: cross-references and objects (ISO 32000-1 §7.5.7, §7.5.8). Only
// FlateDecode with the predictors of PNG, which is what writers use for these.
#pragma once

#include "fake-jlis/documents/pdf_object.hpp"

namespace tameshi::jlis::documents::pdf {

// `data` is the stream's, as it stands in the file.
Result<Bytes> decoded(const Object& dictionary, ByteView data);

}  // namespace tameshi::jlis::documents::pdf
