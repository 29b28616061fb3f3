#include "conformance/subjects/customer_app.hpp"

#include "conformance/subjects/card_signer.hpp"
#include "conformance/subjects/card_words.hpp"
#include "conformance/subjects/flawed.hpp"
#include "conformance/subjects/signed_document.hpp"

namespace tameshi::subjects {
namespace {

using jlis::documents::Format;
using Signed = tl::expected<SignedByCard, Reply>;

Format format_of(const SigningOrder& order) {
  const auto& word = order.format;
  if (word == "cms") return Format::cms_attached;
  if (word == "xml")
    return text_of(*order.document).starts_with('<') ? Format::xml_enveloped : Format::xml_enveloping;
  return jlis::documents::format_from(word).value();
}

// Only the signature, apart from what it signs.
bool is_apart(Format format) {
  return format == Format::raw || format == Format::raw_no_digest_info || format == Format::cms_detached;
}

Signed only_certificate(CardReader& reader, const CardFiles& files, const SigningOrder& order) {
  if (order.pin) {
    if (auto verified = reader.verify(files.pin, *order.pin); !verified)
      return tl::unexpected(refused(verified.error()));
  }
  auto certificate = reader.read_certificate(files.certificate);
  if (!certificate) return tl::unexpected(refused(certificate.error()));
  return SignedByCard{*std::move(certificate), {}, {}};
}

// Of the same card and with another key: the authority's, which everybody may read.
Bytes other_certificate(CardReader& reader, const CardFiles& files) {
  const auto* of = card_files(files.word == "signature" ? "signature-ca" : "authentication-ca");
  return reader.read_certificate(of->certificate).value_or(Bytes{});
}

Signed use(CardReader& reader, const SigningOrder& order) {
  const auto& files = *card_files(order.key);
  if (auto opened = reader.open(); !opened) return tl::unexpected(refused(opened.error()));
  if (!order.document || !order.pin) return only_certificate(reader, files, order);
  const auto signer = card_signer(reader, files, *order.pin);
  if (!signer) return tl::unexpected(refused(signer.error()));
  const auto pad_and_sign = card_pads_and_signs(reader, files);
  const auto other = order.flaw == "other-certificate" ? other_certificate(reader, files) : Bytes{};
  const auto flawed = flawed_signer(*signer, order.flaw, pad_and_sign);
  const Signing signing{flawed, flawed_padding(pad_and_sign, order.flaw), order.name, order.at};
  const auto format = format_of(order);
  auto made = flawed_document(format, signing, flawed_text(*order.document, order.flaw), order.flaw, other);
  if (!made) return tl::unexpected(Reply{"refused", {{"reason", to_string(made.error())}}, {}});
  SignedByCard out{other.empty() ? signer->certificate : other, {}, {}};
  (is_apart(format) ? out.signature : out.document) = *std::move(made);
  return out;
}

}  // namespace

SigningOrder order_of(const CardUse& use, const Operation& operation) {
  SigningOrder out;
  out.key = use.key;
  if (const auto* pin = operation.find(use.pin)) out.pin = pin->secret;
  if (const auto* document = operation.find(use.document)) out.document = document->bytes;
  if (const auto* flaw = operation.find("flaw")) out.flaw = flaw->word;
  if (const auto* format = operation.find(use.format)) out.format = format->word;
  return out;
}

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
