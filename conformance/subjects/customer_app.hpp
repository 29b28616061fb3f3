// The customer's app beside an HTTP subject: our reader, which has the card sign what the subject is to get.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "base/clock.hpp"
#include "conformance/subjects/subject.hpp"

namespace tameshi::subjects {

// What the app is to have signed, and how.
struct SigningOrder {
  std::string key;                // "authentication", "signature"
  std::optional<Secret> pin;      // presented before
  std::optional<Bytes> document;  // nothing: only the certificate is read
  // "raw", "raw-no-digest-info", "cms", "cms-detached", "xml", "pdf". XML is signed within its element, other
  // text within the signature; text becomes the page of a PDF.
  std::string format = "raw";
  std::string flaw;  // what it does wrong; empty: nothing
  std::string name;  // that a PDF says
  Instant at{};      // the signing time, of the formats that have one
};

// What an operation gives for that use of the card.
SigningOrder order_of(const CardUse& use, const Operation& operation);

struct SignedByCard {
  Bytes certificate;
  Bytes signature;  // of raw and cms-detached
  Bytes document;   // of the other formats: document and signature in one
};

// What came of it, or the outcome that the operation then has: wrong-pin, pin-blocked, no-card, …
tl::expected<SignedByCard, Reply> sign_with_card(iso7816::Card* card, const SigningOrder& order);

}  // namespace tameshi::subjects
