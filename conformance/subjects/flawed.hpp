// What a customer's app does wrong, or somebody who has the card and is no customer: the words of the
// parameter "flaw" (conformance/scenario/vocabulary.yaml).
#pragma once

#include <string_view>

#include "conformance/subjects/signed_document.hpp"

namespace tameshi::subjects {

// A signer whose signatures have that flaw, if it is one of signatures. RFC 8017 §9.2 has what the card pads.
jlis::documents::Signer flawed_signer(jlis::documents::Signer signer, std::string_view flaw,
                                      const std::function<Result<Bytes>(ByteView block)>& pad_and_sign);

// The same of signatures over a hash alone.
std::function<Result<Bytes>(ByteView hash)> flawed_padding(
    std::function<Result<Bytes>(ByteView hash)> pad_and_sign, std::string_view flaw);

// The text that is signed in place of this one.
Bytes flawed_text(ByteView text, std::string_view flaw);

// As signed_document(), with that flaw, if it is one of documents. `other` is a certificate of the same card
// with another key.
Result<Bytes> flawed_document(jlis::documents::Format format, const Signing& signing, ByteView document,
                              std::string_view flaw, const Bytes& other);

}  // namespace tameshi::subjects
