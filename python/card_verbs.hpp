// What a reader does with a card, in Python's terms.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "python/certificate.hpp"
#include "python/convert.hpp"
#include "python/held_card.hpp"

namespace tameshi::python {

// The card, and whoever has to live as long.
using CardPointer = std::shared_ptr<HeldCard>;

// A card that a reader has: how it is reached, and who takes turns with it.
struct Reach {
  iso7816::Card& card;
  std::recursive_mutex& mutex;
  bool may_wait = false;  // because of a fault
};
inline Reach reach_of(HeldCard& card) {
  return {card.outside(), card.mutex, card.is_disturbed()};
}

// CardGone and NoAnswer where nobody hears an answer.
Response transmit(Reach reach, const py::bytes& command);
// Those of the JPKI application; Refused where the card refuses.
py::bytes sign(Reach reach, const py::bytes& document, const std::string& key, const Secret& pin);
void verify(Reach reach, const std::string& key, const Secret& pin);
// As the card answers it; Refused (6984) when it is blocked.
unsigned tries_left(Reach reach, const std::string& key);
// Of the signature certificate with its PIN.
py::bytes read_certificate(Reach reach, const std::string& which, const std::optional<Secret>& pin);

// What was given, or the holder's own.
Secret pin_for(const HeldCard& card, const std::string& key, const std::optional<std::string>& pin);

// Nothing where the card has none.
std::optional<HeldCertificate> certificate_of(const HeldCard& card, const std::string& which);
// "jpki/signature-certificate" and its bytes, whatever PIN would be needed to read them.
py::dict files_of(HeldCard& card);

}  // namespace tameshi::python
