#include "conformance/subjects/in_process_subject.hpp"

#include <array>

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

Reply read_certificate(CardReader& reader, const Operation& operation) {
  const auto& which = files_for(operation, "certificate");
  if (const auto* pin = operation.find("pin"); pin != nullptr && pin->secret) {
    if (auto verified = reader.verify(which.pin, *pin->secret); !verified) return refused(verified.error());
  }
  auto certificate = reader.read_certificate(which.certificate);
  if (!certificate) return refused(certificate.error());
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

Reply sign(CardReader& reader, const Operation& operation) {
  const auto& which = files_for(operation, "key");
  if (auto verified = reader.verify(which.pin, *operation.find("pin")->secret); !verified) {
    return refused(verified.error());
  }
  auto signature = reader.sign(which.key, *operation.find("document")->bytes);
  if (!signature) return refused(signature.error());
  return done({{"signature", "signature", *std::move(signature)}});
}

struct Row {
  std::string_view operation;
  Reply (*act)(CardReader&, const Operation&);
};
constexpr std::array operations{
    Row{"read-certificate", read_certificate},
    Row{"verify-pin", verify_pin},
    Row{"ask-tries-left", ask_tries_left},
    Row{"sign", sign},
};

}  // namespace

Reply InProcessSubject::perform(const Operation& operation) {
  auto* card = surroundings_.card();
  if (card == nullptr) return {"no-card", {}, {}};
  card->power_on();
  CardReader reader(*card);
  Reply reply{"refused", {{"reason", "the in-process reader does not do this"}}, {}};
  if (const auto opened = reader.open(); !opened) {
    reply = refused(opened.error());
  } else {
    for (const auto& row : operations) {
      if (row.operation == operation.name) reply = row.act(reader, operation);
    }
  }
  card->power_off();
  // What it looked like to the reader's code does not count when the answer never came.
  return lost(reader).value_or(reply);
}

}  // namespace tameshi::subjects
