#include "conformance/subjects/in_process_subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/der_reader.hpp"
#include "base/mutant.hpp"
#include "base/openssl.hpp"
#include "base/openssl_certificate.hpp"
#include "conformance/subjects/card_form.hpp"
#include "conformance/subjects/card_words.hpp"

namespace tameshi::subjects {
namespace {

const CardFiles& files_for(const Operation& operation, std::string_view argument) {
  const auto* named = operation.find(argument);
  if (const auto* row = named == nullptr ? nullptr : card_files(named->word)) return *row;
  throw Trouble("the in-process reader has no file for this operation", operation.name, "");
}

Reply done(std::vector<Artefact> artefacts = {}) {
  return {"done", {}, std::move(artefacts)};
}

Reply refused_because(std::string reason) {
  return {"refused", {{"reason", std::move(reason)}}, {}};
}

Reply in_another_form() {
  return refused_because("the file is not in the form that it should have");
}

// 30 82 hh ll and as many bytes: the length of every certificate of this card. What is in it is not asked
// here.
bool is_whole(ByteView certificate) {
  constexpr std::size_t head = 4;
  return certificate.size() > head && certificate[0] == 0x30 && certificate[1] == 0x82 &&
         certificate.size() == head + be16(certificate.subspan(2));
}

Reply read_certificate(CardReader& reader, const Operation& operation) {
  const auto& which = files_for(operation, "certificate");
  if (const auto* pin = operation.find("pin"); pin != nullptr && pin->secret) {
    if (auto verified = reader.verify(which.pin, *pin->secret); !verified) return refused(verified.error());
  }
  if (mutant("guesses-a-pin") && operation.find("pin") == nullptr && which.pin != 0)
    (void)reader.verify(which.pin, Secret("1234"));
  auto certificate = reader.read_certificate(which.certificate);
  if (!certificate && mutant("hands-out-nothing-for-a-certificate")) return done();
  if (!certificate) return refused(certificate.error());
  if (!is_whole(*certificate) && !mutant("hands-out-short-certificates")) return in_another_form();
  return done({{"certificate", "certificate", *std::move(certificate)}});
}

Reply verify_pin(CardReader& reader, const Operation& operation) {
  const auto verified = reader.verify(files_for(operation, "key").pin, *operation.find("pin")->secret);
  return verified ? done() : refused(verified.error());
}

Reply ask_tries_left(CardReader& reader, const Operation& operation) {
  const auto left = reader.tries_left(files_for(operation, "key").pin);
  if (!left) return refused(left.error());
  return {"done", {{"tries-left", std::to_string(*left)}}, {}};
}

// With the PIN given, its want can only mean that the card has forgotten it.
Reply refused_to_sign(Refusal status) {
  auto out = refused(status);
  return out.outcome == "pin-needed" ? refused_because("the card has forgotten the PIN") : out;
}

// By the key's kind and the length that its signatures have: nothing for what cannot be one.
bool is_signature(ByteView signature, bool is_ec) {
  constexpr std::size_t of_rsa_2048 = 256;
  if (!is_ec) return signature.size() == of_rsa_2048;
  der::Reader reader(signature);
  return reader.next(der::sequence_tag, "the signature").has_value() && reader.at_end();
}

// The signing certificate says what kind of key signs; the next card's refuses a DigestInfo.
bool key_is_ec(CardReader& reader, const CardFiles& which) {
  const auto certificate = reader.read_certificate(which.certificate);
  if (!certificate) return false;
  const auto identity = openssl::identity_of(*certificate);
  return identity && identity->key == openssl::KeyKind::ec;
}

Reply sign(CardReader& reader, const Operation& operation) {
  const auto& which = files_for(operation, "key");
  if (auto verified = reader.verify(which.pin, *operation.find("pin")->secret);
      !verified && !mutant("goes-on-after-a-wrong-pin"))
    return refused_to_sign(verified.error());
  const auto& document = *operation.find("document")->bytes;
  auto signature = reader.sign(which.key, document);
  const bool is_ec = !signature && !mutant("knows-rsa-only") && key_is_ec(reader, which);
  if (is_ec) signature = reader.sign_as_given(which.key, openssl::sha384(document));
  if (!signature) return refused_to_sign(signature.error());
  if (mutant("pads-short-signatures")) signature->resize(256);
  if (!is_signature(*signature, is_ec) && !mutant("hands-out-short-signatures"))
    return refused_because("what the card gave is no signature of this key");
  return done({{"signature", "signature", *std::move(signature)}});
}

// A file of the application for filling in forms, behind its PIN (facts/card.md §3.2).
Attempt<Bytes> form_file(CardReader& reader, const Operation& operation, std::uint16_t file) {
  constexpr std::uint16_t pin = 0x0011;
  if (auto verified = reader.verify(pin, *operation.find("pin")->secret); !verified)
    return tl::unexpected(verified.error());
  return reader.read_form(file);
}

Reply read_my_number(CardReader& reader, const Operation& operation) {
  const auto file = form_file(reader, operation, 0x0001);
  if (!file) return refused(file.error());
  const auto number = my_number_in(*file);
  return number ? Reply{"done", {{"my-number", *number}}, {}} : in_another_form();
}

// As certificates write them: 2000-01-02, and 3 for a sex that is not known.
Reply read_attributes(CardReader& reader, const Operation& operation) {
  const auto file = form_file(reader, operation, 0x0002);
  if (!file) return refused(file.error());
  const auto found = attributes_in(*file);
  if (!found || found->birth_date.size() != 8) return in_another_form();
  const auto& born = found->birth_date;
  const bool told = found->sex == "1" || found->sex == "2";
  return {"done",
          {{"name", found->name},
           {"address", found->address},
           {"birth-date", fmt::format("{}-{}-{}", born.substr(0, 4), born.substr(4, 2), born.substr(6))},
           {"sex", told || mutant("shows-the-sex-as-the-card-has-it") ? found->sex : "3"}},
          {}};
}

struct Row {
  std::string_view operation;
  Attempt<void> (CardReader::*open)();
  Reply (*act)(CardReader&, const Operation&);
};
constexpr std::array operations{
    Row{"read-certificate", &CardReader::open, read_certificate},
    Row{"verify-pin", &CardReader::open, verify_pin},
    Row{"ask-tries-left", &CardReader::open, ask_tries_left},
    Row{"sign", &CardReader::open, sign},
    Row{"read-my-number", &CardReader::open_form, read_my_number},
    Row{"read-attributes", &CardReader::open_form, read_attributes},
};

// As those that log what they send.
Reply with_the_pin(Reply reply, const Operation& operation) {
  const auto* pin = operation.find("pin");
  if (pin != nullptr && pin->secret) reply.details.emplace_back("reason", "sent " + pin->secret->plain());
  return reply;
}

Reply perform_with(CardReader& reader, const Operation& operation) {
  const auto row = std::find_if(operations.begin(), operations.end(),
                                [&](const Row& one) { return one.operation == operation.name; });
  if (row == operations.end()) return {"refused", {{"reason", "the in-process reader does not do this"}}, {}};
  if (const auto opened = (reader.*row->open)(); !opened) return refused(opened.error());
  return row->act(reader, operation);
}

}  // namespace

Reply InProcessSubject::perform(const Operation& operation) {
  auto* card = surroundings_.card();
  if (card == nullptr && mutant("takes-an-empty-reader-for-a-refusal")) return refused_because("no answer");
  if (card == nullptr) return {"no-card", {}, {}};
  card->power_on();
  if (mutant("knows-one-atr") && hex(card->atr()) != "3BE000FF8131FE4514") return {"no-card", {}, {}};
  CardReader reader(*card);
  auto reply = perform_with(reader, operation);
  if (mutant("tells-the-pin")) reply = with_the_pin(std::move(reply), operation);
  card->power_off();
  if (mutant("remembers-the-card-before")) {
    for (auto& artefact : reply.artefacts) {
      if (artefact.name == "certificate")
        artefact.contents =
            before_.try_emplace(operation.find("certificate")->word, artefact.contents).first->second;
    }
  }
  // What it looked like to the reader's code does not count when the answer never came.
  return lost(reader).value_or(reply);
}

}  // namespace tameshi::subjects
