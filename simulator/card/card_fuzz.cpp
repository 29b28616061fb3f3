// Sequences of commands, by grammar: a byte picks a template (real applications, files, PINs right and
// wrong), the next ones say what to change in it; 00 stands for two bytes of length and a command that is
// written out. Whatever comes: an answer of two bytes or more, no PIN that gains tries but by success, and no
// byte of a protected file before one of its credentials was taken.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "simulator/card/individual_number_card.hpp"

namespace {

using namespace tameshi;

constexpr std::size_t marker_length = 8;

struct Protected {
  const char* contents;                // its name in the image
  std::uint8_t marker;                 // fills the file, and nothing else does
  std::array<const char*, 3> openers;  // PINs by "application/row"
};
constexpr std::array guarded{
    Protected{"signature-certificate", 0xC1, {"jpki/signature-pin"}},
    Protected{"input-support/my-number", 0xC2, {"input-support/input-support-pin", "input-support/number-a"}},
    Protected{
        "input-support/attributes", 0xC3, {"input-support/input-support-pin", "input-support/number-b"}},
    Protected{"card-face/age-record", 0xC4, {"card-face/birth-key"}},
    Protected{"card-face/face", 0xC5, {"card-face/number-a", "card-face/number-b"}},
    Protected{"card-face/number-image", 0xC6, {"card-face/number-a"}},
    Protected{"resident-register/code", 0xC7, {"resident-register/resident-register-pin"}}};

constexpr std::array pins{"jpki/authentication-pin",
                          "jpki/signature-pin",
                          "input-support/input-support-pin",
                          "input-support/number-a",
                          "input-support/number-b",
                          "card-face/birth-key",
                          "card-face/number-a",
                          "card-face/number-b",
                          "common/common-pin",
                          "resident-register/resident-register-pin"};

const std::vector<Bytes>& templates() {
  static const auto made = [] {
    std::vector<Bytes> out;
    for (const auto* text : {"00A4040C0AD392F000260100000001",
                             "00A4040C0AD3921000310001010408",
                             "00A4040C0AD3921000310001010402",
                             "00A4040C0AD3921000310001010401",
                             "00A4040C0AD3921000310001010100",
                             "00A4040C07A0000001510000",
                             "00A4020C020001",
                             "00A4020C020002",
                             "00A4020C020018",
                             "00B0000000",
                             "00B0810000",
                             "00B0820000",
                             "00B0850000",
                             "00B000000000FF",
                             "00B2010C00",
                             "00B2010400",
                             "00200080",
                             "002000980431323334",
                             "0020009B06414243313233",
                             "002000910435363738",
                             "002000940C313233343536373839303138",
                             "002000930C313233343536373839303138",
                             "002000950E3535303231373230333532323835",
                             "002000920E3535303231373230333532323835",
                             "0020009106353530323137",
                             "0020009C0439393939",
                             "002000980430303030",
                             "00240198"
                             "0431323334",
                             "8032009C0439393939",
                             "00CA00F000",
                             "0084000008",
                             "08B00000000005960300000000",
                             "80AE0000",
                             "80A206C10100",
                             "80FC0000"}) {
      out.push_back(from_hex(text).value());
    }
    return out;
  }();
  return made;
}

card::CardImage image() {
  card::CardImage out;
  out.contents = {{"authentication-certificate", Bytes(300, 0x30)}, {"common/card-record", Bytes(28, 0x31)}};
  for (const auto& file : guarded) out.contents[file.contents] = Bytes(300, file.marker);
  out.pins = {{"authentication-pin", Secret("1234")},    {"signature-pin", Secret("ABC123")},
              {"input-support-pin", Secret("5678")},     {"number-a", Secret("123456789018")},
              {"number-b", Secret("55021720352285")},    {"birth-key", Secret("550217")},
              {"resident-register-pin", Secret("9999")}, {"common-pin", Secret("1234")}};
  return out;  // no keys: RSA would cost a thousand times all the rest
}

void require(bool holds) {
  if (!holds) std::abort();
}

bool leaks(ByteView answer, std::uint8_t marker) {
  const auto run = Bytes(marker_length, marker);
  return std::search(answer.begin(), answer.end(), run.begin(), run.end()) != answer.end();
}

// The card's own account of its session is not asked: what was verified is told by the answers alone.
class Watch {
 public:
  void forget() { taken_.fill(false); }

  void play(card::IndividualNumberCard& card, ByteView command) {
    std::array<unsigned, pins.size()> before{};
    for (std::size_t i = 0; i < pins.size(); ++i) before[i] = card.tries_left(pins[i]).value();
    describe_first(card, command);
    const auto answer = to_bytes(card.transmit(command));
    require(answer.size() >= 2);
    const bool granted = answer[answer.size() - 2] == 0x90 && answer.back() == 0x00;
    for (std::size_t i = 0; i < pins.size(); ++i) {
      const auto after = card.tries_left(pins[i]).value();
      require(after <= before[i] || granted);
    }
    if (granted && verifying_ != nullptr) take(verifying_);
    for (const auto& file : guarded) require(!leaks(answer, file.marker) || was_taken(file));
  }

 private:
  void describe_first(const card::IndividualNumberCard& card, ByteView command) {
    const auto words = card.describe(command);
    require(!words.empty());
    verifying_ = nullptr;
    if (command.size() < 6 || command[1] != 0x20) return;
    for (const auto* pin : pins) {
      const std::string row = std::string(pin).substr(std::string(pin).find('/') + 1);
      if (words.starts_with("VERIFY " + row + ",")) verifying_ = pin;
    }
  }
  // A row's name may stand in two applications; both count as taken, which only makes the check milder.
  void take(const char* pin) {
    const std::string row = std::string(pin).substr(std::string(pin).find('/') + 1);
    for (std::size_t i = 0; i < pins.size(); ++i)
      taken_[i] = taken_[i] || std::string(pins[i]).ends_with("/" + row);
  }
  bool was_taken(const Protected& file) const {
    for (const auto* opener : file.openers) {
      for (std::size_t i = 0; opener != nullptr && i < pins.size(); ++i) {
        if (taken_[i] && std::string_view(pins[i]) == opener) return true;
      }
    }
    return false;
  }

  std::array<bool, pins.size()> taken_{};
  const char* verifying_ = nullptr;
};

// Takes the next command off the input.
Bytes next_command(ByteView& rest) {
  const auto pick = rest[0];
  rest = rest.subspan(1);
  if (pick == 0 && rest.size() >= 2) {
    const auto length = std::min<std::size_t>(be16(rest), rest.size() - 2);
    const Bytes command(rest.begin() + 2, rest.begin() + 2 + static_cast<std::ptrdiff_t>(length));
    rest = rest.subspan(2 + length);
    return command;
  }
  auto command = templates()[(pick & 0x7FU) % templates().size()];
  if ((pick & 0x80) != 0 && rest.size() >= 2) {  // one byte of it changed
    command[rest[0] % command.size()] = rest[1];
    rest = rest.subspan(2);
  }
  return command;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto generation = card::load_generation("current");
  static const auto held = image();
  card::IndividualNumberCard card(generation, held);
  card.power_on();
  Watch watch;
  ByteView rest(data, size);
  while (!rest.empty()) {
    if (rest[0] == 0x7F) {
      rest = rest.subspan(1);
      card.reset();
      watch.forget();
      continue;
    }
    watch.play(card, next_command(rest));
  }
  return 0;
}
