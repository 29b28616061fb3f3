#include "conformance/subjects/customer_app.hpp"

#include "conformance/subjects/card_words.hpp"

namespace tameshi::subjects {
namespace {

using Signed = tl::expected<SignedByCard, Reply>;

Signed use(CardReader& reader, const SigningOrder& order) {
  const auto& files = *file_word(order.key);
  if (auto opened = reader.open(); !opened) return tl::unexpected(refused(opened.error()));
  if (order.pin) {
    if (auto verified = reader.verify(files.pin, *order.pin); !verified)
      return tl::unexpected(refused(verified.error()));
  }
  auto certificate = reader.read_certificate(files.certificate);
  if (!certificate) return tl::unexpected(refused(certificate.error()));
  SignedByCard out{*std::move(certificate), {}, {}};
  if (!order.document) return out;
  auto signature = reader.sign(files.key, *order.document);
  if (!signature) return tl::unexpected(refused(signature.error()));
  out.signature = *std::move(signature);
  return out;
}

}  // namespace

Signed sign_with_card(iso7816::Card* card, const SigningOrder& order) {
  if (card == nullptr) return tl::unexpected(Reply{"no-card", {}, {}});
  card->power_on();
  CardReader reader(*card);
  auto made = use(reader, order);
  card->power_off();
  if (auto gone = lost(reader)) return tl::unexpected(*std::move(gone));
  return made;
}

}  // namespace tameshi::subjects
