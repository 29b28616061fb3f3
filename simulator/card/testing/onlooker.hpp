// Somebody who watches a card and knows the rules apart from it: what was sent and answered, the retry
// counters and the PINs are looked at; the card's own account of its session never is. So a credential that
// outlives a change of application, a reset or a miss shows, by whatever way its file left.
#pragma once

#include <array>
#include <bitset>
#include <string_view>

#include "simulator/card/individual_number_card.hpp"
#include "simulator/card/testing/access.hpp"
#include "simulator/card/testing/terminal.hpp"
#include "simulator/iso7816/chaining.hpp"

namespace tameshi::card::testing {

// Every guarded file is full of a byte that stands nowhere else on the card: this one for the first, and so
// on.
inline constexpr std::uint8_t first_marker = 0xC1;
inline constexpr std::size_t marked_size = 300;

class Onlooker {
 public:
  Onlooker(const IndividualNumberCard& card, const std::vector<Access>& access)
      : card_(card), access_(access) {
    for (const auto& application : card.files().applications) track(application);
    begin();
  }

  // The card is as it came from the issuer, and without power.
  void begin() {
    for (auto& pin : pins_) {
      pin.tries = pin.of->counter.left();
      pin.value = pin.of->value.plain();
    }
    forget();
  }

  // Power-off or reset: nothing is verified. Gives the rule that was broken, or nothing.
  const char* forget() {
    leave_for(0);
    chain_.drop();
    for (const auto& pin : pins_) {
      if (pin.tries != pin.of->counter.left()) return "a counter moved without a command";
    }
    return nullptr;
  }

  // What the card answered to a command. Gives the rule that was broken, or nothing.
  const char* judge(ByteView sent, const iso7816::Answer& answer) {
    if (answer.lost != iso7816::Lost::nothing) return "an honest card is never silent";
    const auto sw1 = answer.status.sw1();
    if (sw1 == 0x61 || sw1 == 0x6C || answer.status == iso7816::StatusWord(0x6282))
      return "a word that this card never answers";
    const auto heard = listen(sent, answer);
    if (heard.unreadable) return "an answer of secure messaging does not open";
    if (const auto* broken = judge_pins(heard)) return broken;
    if (const auto* broken = judge_grant(heard)) return broken;
    return judge_data(heard);
  }

  [[nodiscard]] const Access& current() const { return access_[current_]; }
  [[nodiscard]] std::size_t application() const { return current_; }
  [[nodiscard]] const Terminal& terminal() const { return terminal_; }
  // The value that a credential has now.
  [[nodiscard]] std::string_view value(std::size_t application, std::uint16_t id) const {
    for (const auto& pin : pins_) {
      if (pin.application == application && pin.of->row->id == id) return pin.value;
    }
    return {};
  }

 private:
  struct Watched {
    const Pin* of;
    std::size_t application;
    std::uint32_t opens = 0;  // markers
    std::uint32_t signs = 0;  // guarded keys, by bit
    const Credential* credential = nullptr;
    unsigned tries = 0;
    std::string value;
    bool verified = false;
  };
  struct GuardedKey {
    std::size_t application;
    std::size_t signature_size;
  };
  // One exchange as it was meant: chained pieces together, out of secure messaging.
  struct Heard {
    iso7816::CommandApdu command;
    bool whole = false;  // not a piece, and a command at all
    bool unreadable = false;
    bool granted = false;
    iso7816::StatusWord status;
    ByteView data;
  };

  void track(const Application& application) {
    const auto at = static_cast<std::size_t>(&application - card_.files().applications.data());
    const auto& row = access_.at(at);
    if (row.name != application.table->name)
      throw std::runtime_error("not in the order of the card: " + row.name);
    for (const auto& pin : application.pins) {
      Watched watched{.of = &pin, .application = at, .value = {}};
      for (const auto& credential : row.credentials) {
        if (credential.id == pin.row->id) watched.credential = &credential;
      }
      pins_.push_back(std::move(watched));
    }
    for (const auto id : row.guarded()) mark(at, id);
    for (const auto id : row.guarded_keys()) watch_key(application, at, id);
  }
  void mark(std::size_t at, std::uint16_t id) {
    for (auto& pin : pins_) {
      if (pin.application == at && pin.credential != nullptr && has(pin.credential->opens, id))
        pin.opens |= 1U << markers_;
    }
    ++markers_;
  }
  void watch_key(const Application& application, std::size_t at, std::uint16_t id) {
    for (auto& pin : pins_) {
      if (pin.application == at && pin.credential != nullptr && has(pin.credential->signs, id))
        pin.signs |= 1U << keys_.size();
    }
    for (const auto& file : application.files) {
      if (file.id == id && file.key) keys_.push_back({at, file.key.signature_size()});
    }
  }

  void leave_for(std::size_t application) {
    for (auto& pin : pins_) pin.verified = false;
    terminal_.end();
    current_ = application;
  }

  [[nodiscard]] static bool knows(std::uint8_t cla, std::uint8_t ins) {
    constexpr std::array<std::uint16_t, 13> known{0x00B0, 0x00A4, 0x0020, 0x802A, 0x0024, 0x00CA, 0x00B2,
                                                  0x0084, 0x0088, 0x8032, 0x80A2, 0x80AE, 0x80FC};
    return std::find(known.begin(), known.end(), cla << 8 | ins) != known.end();
  }

  Heard listen(ByteView sent, const iso7816::Answer& answer) {
    Heard heard;
    heard.status = answer.status;
    heard.granted = answer.status.is_ok();
    heard.data = answer.data;
    const auto command = iso7816::parse_command(sent);
    if (!command) return heard;
    const auto cla = static_cast<std::uint8_t>(command->cla & 0xEF);
    const bool secured = cla == 0x08 && terminal_.in_session() && !knows(cla, command->ins);
    if (!secured && !knows(cla, command->ins)) return heard;
    const auto whole = chain_.take(*command);
    if (!whole || !*whole) return heard;
    heard.command = **whole;
    heard.whole = true;
    if (secured) open(heard);
    heard.command.cla &= 0xEF;
    return heard;
  }
  // What stands inside, and what the answer says to the terminal.
  void open(Heard& heard) {
    if (heard.status == iso7816::StatusWord(0x6988)) {
      terminal_.end();
      heard.whole = false;
      return;
    }
    plain_ = terminal_.plain(heard.command.data).value_or(Bytes{});
    heard.command.data = plain_;
    heard.command.cla = 0;
    if (!heard.data.empty()) {
      auto data = terminal_.plain(heard.data);
      heard.unreadable = !data;
      answered_ = std::move(data).value_or(Bytes{});
      heard.data = answered_;
    }
    terminal_.count();
  }

  [[nodiscard]] static bool is_verify(const Heard& heard) {
    return heard.whole && heard.command.ins == 0x20 && heard.command.cla == 0;
  }

  const char* judge_pins(const Heard& heard) {
    const bool guess = is_verify(heard) && !heard.command.data.empty();
    unsigned moved = 0;
    for (auto& pin : pins_) {
      const auto now = pin.of->counter.left();
      if (const auto* broken = judge_value(pin, heard)) return broken;
      if (now == pin.tries) continue;
      if (++moved > 1) return "one command moved two counters";
      if (!guess || pin.application != current_) return "a counter moved without a VERIFY of its PIN";
      if (now > pin.tries && !(heard.granted && text_of(heard.command.data) == pin.value))
        return "a PIN gained tries by itself";
      if (now < pin.tries && (heard.granted || now + 1 != pin.tries)) return "a miss costs one try";
      if (now < pin.tries) {
        if (text_of(heard.command.data) == pin.value) return "the right PIN cost a try";
        if (heard.status != iso7816::sw::counter(now)) return "the answer does not count the tries left";
        pin.verified = false;
      }
      pin.tries = now;
    }
    const bool counts = heard.status.sw1() == 0x63;
    if (guess && counts && moved == 0) return "a guess was free";
    return nullptr;
  }

  static const char* judge_value(Watched& pin, const Heard& heard) {
    const auto& now = pin.of->value.plain();
    if (now == pin.value) return nullptr;
    const auto instruction = static_cast<std::uint16_t>(heard.command.cla << 8 | heard.command.ins);
    const bool by_its_command = heard.whole && heard.granted && pin.credential != nullptr &&
                                instruction == pin.credential->changed_by;
    if (!by_its_command || text_of(heard.command.data) != now) return "a PIN changed by itself";
    if (!pin.verified) return "a PIN was changed that was not verified";
    pin.value = now;
    return nullptr;
  }

  const char* judge_grant(const Heard& heard) {
    if (!heard.whole || !heard.granted) return nullptr;
    switch (heard.command.cla << 8 | heard.command.ins) {
      case 0x0020:
        return take_credential(heard);
      case 0x00A4:
        return heard.command.p1 == 0x04 ? enter(heard) : nullptr;
      case 0x802A:
        return judge_signature(heard.data.size());
      case 0x80AE:
        return begin_session();
      default:
        return nullptr;
    }
  }

  const char* take_credential(const Heard& heard) {
    for (auto& pin : pins_) {
      if (pin.application != current_ || pin.credential == nullptr) continue;
      if (pin.tries == 0 || text_of(heard.command.data) != pin.value) continue;
      pin.verified = true;
      return nullptr;
    }
    return "a PIN was taken that is wrong or blocked";
  }

  const char* enter(const Heard& heard) {
    const auto found = find(heard.command.data, heard.command.p2 == 0x02 ? current_ + 1 : 0);
    if (found == access_.size()) return "an application was selected that is not there";
    if (found != current_) leave_for(found);
    return nullptr;
  }
  // The first whose identifier is that or, when none is, begins so.
  [[nodiscard]] std::size_t find(ByteView aid, std::size_t from) const {
    auto beginning = access_.size();
    for (auto i = from; i < access_.size(); ++i) {
      const auto& known = access_[i].aid;
      if (known.size() < aid.size() || !std::equal(aid.begin(), aid.end(), known.begin())) continue;
      if (known.size() == aid.size()) return i;
      beginning = std::min(beginning, i);
    }
    return beginning;
  }

  // Guarded keys of an application have moduli of different lengths, which tells who signed.
  const char* judge_signature(std::size_t size) const {
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      if (keys_[i].application != current_ || keys_[i].signature_size != size) continue;
      const bool opened = std::any_of(pins_.begin(), pins_.end(), [&](const Watched& pin) {
        return pin.verified && (pin.signs >> i & 1U) != 0;
      });
      if (!opened) return "a key signed without its credential";
    }
    return nullptr;
  }

  const char* begin_session() {
    for (const auto& pin : pins_) {
      if (!pin.verified || !pin.credential->begins_session) continue;
      terminal_.begin();
      return nullptr;
    }
    return "secure messaging began without its credential";
  }

  // Files and objects come as they are: one byte tells. Among random bytes, challenges and signatures, only a
  // run of eight does.
  const char* judge_data(const Heard& heard) const {
    std::uint32_t open = 0;
    for (const auto& pin : pins_) open |= pin.verified ? pin.opens : 0U;
    const bool random =
        heard.whole && (heard.command.ins == 0x84 || heard.command.ins == 0x2A || heard.command.ins == 0x88);
    const std::size_t enough = random ? 8 : 1;
    std::size_t run = 0;
    std::uint8_t last = 0;
    for (const auto byte : heard.data) {
      const auto marker = static_cast<unsigned>(byte - first_marker);
      const bool guarded = byte >= first_marker && marker < markers_ && (open >> marker & 1U) == 0;
      run = !guarded ? 0 : byte == last ? run + 1 : 1;
      last = byte;
      if (run == enough) return "a guarded byte left without its credential";
    }
    return nullptr;
  }

  const IndividualNumberCard& card_;
  const std::vector<Access>& access_;
  std::vector<Watched> pins_;
  std::vector<GuardedKey> keys_;
  unsigned markers_ = 0;
  std::size_t current_ = 0;
  iso7816::CommandChain chain_;
  Terminal terminal_;
  Bytes plain_;
  Bytes answered_;
};

}  // namespace tameshi::card::testing
