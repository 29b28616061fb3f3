#include "python/card_verbs.hpp"

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "conformance/subjects/card_reader.hpp"
#include "python/held.hpp"
#include "simulator/card/inspect.hpp"

namespace tameshi::python {
namespace {

using subjects::Attempt;
using subjects::CardReader;

// Cryptography takes longer than letting go of the interpreter does: PERFORM SECURITY OPERATION, INTERNAL,
// EXTERNAL and MUTUAL AUTHENTICATE, anything under secure messaging; and a fault may wait.
Takes time_of(const Reach& reach, ByteView command) {
  if (reach.may_wait || command.size() < 2) return Takes::time;
  const auto ins = command[1];
  const bool secured = (command[0] & 0x0C) != 0;
  return secured || ins == 0x2A || ins == 0x88 || ins == 0x82 || ins == 0x86 ? Takes::time : Takes::no_time;
}

void raise_if_lost(iso7816::Lost lost) {
  if (lost == iso7816::Lost::card_gone) raise_as("CardGone", py::make_tuple("the card is not in the reader"));
  if (lost == iso7816::Lost::no_answer) raise_as("NoAnswer", py::make_tuple("the card fell silent"));
}

// What outlives the answer's view.
struct Heard {
  Bytes data;
  iso7816::StatusWord status;
  iso7816::Reason reason;
  iso7816::Lost lost = iso7816::Lost::nothing;
};

[[noreturn]] void refuse(const CardReader& reader, subjects::Refusal status, const std::string& what) {
  raise_if_lost(reader.lost());
  raise_as("Refused", py::make_tuple(fmt::format("{}: {}", what, meaning(status)), status.value()));
}

const subjects::CardFiles& files_for(const std::string& word) {
  if (const auto* row = subjects::card_files(word)) return *row;
  const std::vector<std::string> known{"authentication", "signature", "authentication-ca", "signature-ca"};
  raise({fmt::format("the card has no \"{}\"", word), "", suggestion(word, known)});
}

// Selects the JPKI application, then does the rest; all of it while nobody else uses the card.
template <typename Work>
auto with_reader(Reach& reach, const std::string& what, Work work) {
  CardReader reader(reach.card);
  using Done = decltype(work(reader));
  auto done = with(reach, Takes::time, [&]() -> Done {
    if (const auto opened = reader.open(); !opened) return tl::unexpected(opened.error());
    return work(reader);
  });
  if (!done) refuse(reader, done.error(), what);
  return done;
}

}  // namespace

Response transmit(Reach reach, const py::bytes& command) {
  const auto view = view_of(command);
  const auto heard = with(reach, time_of(reach, view), [&] {
    const auto answer = reach.card.transmit(view);
    return Heard{copy_of(answer.data), answer.status, answer.reason, answer.lost};
  });
  raise_if_lost(heard.lost);
  return {bytes_from(heard.data), heard.status.value(), heard.reason.because, heard.reason.source};
}

py::bytes sign(Reach reach, const py::bytes& document, const std::string& key, const Secret& pin) {
  const auto& files = files_for(key);
  const auto view = view_of(document);
  const auto done = with_reader(reach, "sign", [&](CardReader& reader) -> Attempt<Bytes> {
    if (const auto verified = reader.verify(files.pin, pin); !verified)
      return tl::unexpected(verified.error());
    return reader.sign(files.key, view);
  });
  return bytes_from(*done);
}

void verify(Reach reach, const std::string& key, const Secret& pin) {
  const auto& files = files_for(key);
  with_reader(reach, "verify", [&](CardReader& reader) { return reader.verify(files.pin, pin); });
}

unsigned tries_left(Reach reach, const std::string& key) {
  const auto& files = files_for(key);
  return *with_reader(reach, "tries left", [&](CardReader& reader) { return reader.tries_left(files.pin); });
}

py::bytes read_certificate(Reach reach, const std::string& which, const std::optional<Secret>& pin) {
  const auto& files = files_for(which);
  const auto read = [&](CardReader& reader) -> Attempt<Bytes> {
    if (pin) {
      if (const auto verified = reader.verify(files.pin, *pin); !verified)
        return tl::unexpected(verified.error());
    }
    return reader.read_certificate(files.certificate);
  };
  return bytes_from(*with_reader(reach, "read certificate", read));
}

Secret pin_for(const HeldCard& card, const std::string& key, const std::optional<std::string>& pin) {
  if (pin) return Secret(*pin);
  const auto& pins = card.world().persona().pins;
  return key.starts_with("signature") ? pins.signature : pins.authentication;
}

std::optional<HeldCertificate> certificate_of(const HeldCard& card, const std::string& which) {
  files_for(which);
  const auto& issued = card.world().issued();
  if (which == "signature-ca") return held(issued.signature_ca);
  if (which == "authentication-ca") return held(issued.authentication_ca);
  const auto& found = which == "signature" ? issued.signature : issued.authentication;
  return found ? std::optional(held(*found)) : std::nullopt;
}

py::dict files_of(HeldCard& card) {
  py::dict out;
  for (const auto& application : card::inspect(card.world().card())) {
    for (const auto& file : application.files) {
      if (file.name.empty() || file.kind == card::FileKind::pin || file.kind == card::FileKind::key) continue;
      out[py::str(fmt::format("{}/{}", application.table->name, file.name))] = bytes_from(file.contents);
    }
  }
  return out;
}

}  // namespace tameshi::python
