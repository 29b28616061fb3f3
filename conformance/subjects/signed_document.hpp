// A document in the form that was asked for, signed by who signs: a card's reader, most of the time.
#pragma once

#include <functional>
#include <string>

#include "fake-jlis/documents/signature.hpp"

namespace tameshi::subjects {

struct Signing {
  const jlis::documents::Signer& signer;
  std::function<Result<Bytes>(ByteView hash)> pad_and_sign;  // for the form without DigestInfo
  std::string name;                                          // that a PDF says
  Instant at{};
};

// Of raw and cms-detached the signature alone. Text becomes the page of a PDF first.
Result<Bytes> signed_document(jlis::documents::Format format, const Signing& signing, ByteView document);

}  // namespace tameshi::subjects
