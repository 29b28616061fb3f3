// A small reader of the JPKI application and of the one for filling in forms: what a reader SDK does, in the
// fewest commands. Status words that it meets are values; what they mean to a user is the subject's business.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <tl/expected.hpp>

#include "base/secret.hpp"
#include "simulator/iso7816/card.hpp"

namespace tameshi::subjects {

// The card's answer that ended an attempt: a status word other than 9000.
using Refusal = iso7816::StatusWord;

template <typename T>
using Attempt = tl::expected<T, Refusal>;

// The files of a key or a certificate by our words (facts/card.md §3.1); 0 where there is none.
struct CardFiles {
  std::string_view word;  // "authentication", "signature", "authentication-ca", "signature-ca"
  std::uint16_t pin;
  std::uint16_t key;
  std::uint16_t certificate;
};
// Nothing for any other word.
const CardFiles* card_files(std::string_view word);

class CardReader {
 public:
  explicit CardReader(iso7816::Card& card) : card_(card) {}

  // Selects the JPKI application (facts/card.md §2).
  Attempt<void> open();
  // Selects the application for filling in forms (券面事項入力補助AP, the same place).
  Attempt<void> open_form();
  // A file of DER, by its own length (facts/card.md §3.0).
  Attempt<Bytes> read_certificate(std::uint16_t file);
  // A file of that application, by its own length (facts/card.md §3.2).
  Attempt<Bytes> read_form(std::uint16_t file);
  // VERIFY; the refusal is 63Cx for a wrong PIN and 6984 for a blocked one.
  Attempt<void> verify(std::uint16_t pin_file, const Secret& pin);
  // VERIFY without data: how many tries are left.
  Attempt<unsigned> tries_left(std::uint16_t pin_file);
  // COMPUTE DIGITAL SIGNATURE over the DigestInfo of the document's SHA-256.
  Attempt<Bytes> sign(std::uint16_t key_file, ByteView document);
  // The same over these bytes as they are.
  Attempt<Bytes> sign_as_given(std::uint16_t key_file, ByteView input);
  // Whether an answer stayed away because the card left or fell silent; the attempt failed then.
  [[nodiscard]] iso7816::Lost lost() const { return lost_; }

 private:
  Attempt<Bytes> send(ByteView command);
  Attempt<void> select_file(std::uint16_t file);
  Attempt<Bytes> read(std::size_t offset, std::size_t count);
  Attempt<Bytes> read_on(Bytes whole, std::size_t size);

  iso7816::Answer transmit(ByteView command);

  iso7816::Card& card_;
  iso7816::Lost lost_ = iso7816::Lost::nothing;
};

}  // namespace tameshi::subjects
