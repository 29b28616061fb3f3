// A card as what signs documents.
#pragma once

#include "conformance/subjects/card_reader.hpp"
#include "fake-jlis/documents/signature.hpp"

namespace tameshi::subjects {

// Of a card that is powered and whose application is open: reads the certificate and shows the PIN once. The
// card and its reader must outlive the signer. The refusal is the card's to the certificate or the PIN; what
// it refuses while signing is the signing function's Problem.
Attempt<jlis::documents::Signer> card_signer(CardReader& reader, const CardFiles& files, const Secret& pin);

// What puts PKCS#1 padding around a hash and nothing else, after the PIN was shown.
std::function<Result<Bytes>(ByteView hash)> card_pads_and_signs(CardReader& reader, const CardFiles& files);

}  // namespace tameshi::subjects
