#include "conformance/subjects/card_subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace tameshi::subjects {
namespace {

// {pin}: its length in one byte, and its bytes.
std::string with_pin(std::string word, const std::string& pin) {
  constexpr std::string_view mark = "{pin}";
  const auto place = word.find(mark);
  if (place == std::string::npos) return word;
  return word.replace(place, mark.size(), fmt::format("{:02X}{}", pin.size(), hex(bytes_of(pin))));
}

std::vector<Bytes> commands_in(const std::string& text, const std::string& pin) {
  std::istringstream words(text);
  std::vector<Bytes> out;
  for (std::string word; words >> word;) {
    auto command = from_hex(with_pin(word, pin));
    if (!command) throw Trouble("this is no command", word, "write it in hexadecimal, with no space in it");
    out.push_back(*std::move(command));
  }
  if (out.empty()) throw Trouble("there is no command to send", "commands", "write one in hexadecimal");
  return out;
}

Reply told(const iso7816::Answer& answer) {
  if (answer.lost == iso7816::Lost::card_gone) return {"no-card", {}, {}};
  if (answer.lost == iso7816::Lost::no_answer) return {"no-answer", {}, {}};
  return {"done",
          {{"status-word", iso7816::to_string(answer.status)},
           {"data", hex(answer.data)},
           {"size", std::to_string(answer.data.size())}},
          {}};
}

// As the persona's PIN is made wrong: another digit at each place.
std::string made_wrong(std::string pin) {
  for (auto& c : pin) c = c == '9' ? '0' : c == 'Z' ? 'A' : static_cast<char>(c + 1);
  return pin;
}

}  // namespace

std::optional<Secret> pin_of_real_card(const SubjectFile& file, std::string_view key) {
  for (const auto& [name, variable] : file.pins) {
    const auto* value = name == key ? std::getenv(variable.c_str()) : nullptr;
    if (value != nullptr && *value != '\0') return Secret(value);
  }
  return std::nullopt;
}

std::string CardSubject::pin_for(const Operation& operation) const {
  const auto* pin = operation.find("pin");
  if (pin == nullptr || !pin->secret) return {};
  if (file_.pcsc_reader.empty() || (pin->word != "right" && pin->word != "wrong"))
    return pin->secret->plain();
  const auto* key = operation.find("pin-of");
  const auto own = key == nullptr ? std::nullopt : pin_of_real_card(file_, key->word);
  if (!own)
    throw Trouble("the PIN of this card is not known", file_.path,
                  "name its variable under pins:, and set it");
  return pin->word == "right" ? own->plain() : made_wrong(own->plain());
}

Reply CardSubject::perform(const Operation& operation) {
  auto* card = surroundings_.card();
  if (card == nullptr) return {"no-card", {}, {}};
  const auto commands = commands_in(operation.find("commands")->word, pin_for(operation));
  card->power_on();
  Reply out;
  for (const auto& command : commands) {
    out = told(card->transmit(command));
    if (out.outcome != "done") break;
  }
  card->power_off();
  return out;
}

std::string CardSubject::version() {
  auto* card = surroundings_.card();
  return card == nullptr ? std::string() : fmt::format("ATR {}", hex(card->atr()));
}

}  // namespace tameshi::subjects
