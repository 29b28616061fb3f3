// Signatures in PDF (ISO 32000-1 §12.8): adbe.pkcs7.detached, and ETSI.CAdES.detached when reading.
#pragma once

#include <string>

#include "fake-jlis/documents/signature.hpp"

namespace tameshi::jlis::documents {

struct PdfTerms {
  Instant at{};
  std::string name{};    // /Name, of who signs; empty: not said
  std::string reason{};  // /Reason; empty: not said
  std::string field{};   // the field's name; empty: "Signature1", or the next number that is free
};

// Signs by an incremental update: an invisible field on the first page. What is there stays as it is.
Result<Bytes> sign_pdf(ByteView pdf, const Signer& signer, const PdfTerms& terms);

// Every signature that the form's fields hold. Each must cover the file from its beginning to the end of a
// revision, all but its own /Contents; the last one the whole file; and whatever was added behind one may
// only be another signature.
Findings read_pdf(ByteView pdf);

}  // namespace tameshi::jlis::documents
