// The signature fields of a file (ISO 32000-1 §12.7.3, §12.7.4.5).
#pragma once

#include "fake-jlis/documents/pdf_file.hpp"

namespace tameshi::jlis::documents::pdf {

struct SignatureField {
  std::string name;      // with its parents', UTF-8
  Object value;          // the signature dictionary
  bool in_file = false;  // its bytes are the file's own, not unpacked from a stream
};

// Those that are signed: of the form, and of the pages' widgets, since there are programs that find and put
// signatures only there (poppler 22.12 behind a form that is no object of its own). `names`: of all fields,
// when asked for.
Result<std::vector<SignatureField>> signature_fields(const File& file,
                                                     std::vector<std::string>* names = nullptr);

}  // namespace tameshi::jlis::documents::pdf
