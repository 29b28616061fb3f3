// Bytes read as a sequence of commands: four of them say what to do, and with what. Whatever the bytes are,
// the commands make sense more often than not: the right PIN, a file that is there, secure messaging in step.
#pragma once

#include <span>

#include "simulator/card/testing/marked_card.hpp"

namespace tameshi::card::testing {

// A card with its onlooker, played with from bytes.
class Sequence {
 public:
  Sequence(iso7816::Card& outside, const IndividualNumberCard& card, const std::vector<Access>& access)
      : outside_(outside), card_(card), access_(access), onlooker_(card, access) {}

  // From the beginning, with the card as it came. Gives the rule that was broken, or nothing.
  const char* play(ByteView bytes) {
    rest_ = bytes;
    onlooker_.begin();
    last_.clear();
    const char* broken = nullptr;
    while (broken == nullptr && !rest_.empty()) broken = step();
    return broken;
  }

  [[nodiscard]] std::uint64_t commands() const { return commands_; }
  [[nodiscard]] const Bytes& last() const { return last_; }

 private:
  // The upper half of the first byte; what is below `secured` is a plain command.
  enum Form : std::uint8_t { secured = 8, extended = 12, chained = 13, secured_damaged = 14, damaged = 15 };
  enum Kind : std::uint8_t {
    select_application,
    select_file,
    verify,
    verify_again,
    read,
    read_again,
    read_record,
    change,
    sign,
    authenticate,
    object,
    session,
    terminal,
    power,
    raw,
    repeat,
  };

  std::uint8_t take() {
    if (rest_.empty()) return 0;
    const auto byte = rest_.front();
    rest_ = rest_.subspan(1);
    return byte;
  }

  const char* step() {
    const auto head = take();
    a_ = take();
    b_ = take();
    c_ = take();
    switch (head & 0x0F) {
      case session:
        return send(damaged_or_not(begin_session_command(), head >> 4 == damaged));
      case power:
        return cycle();
      case raw:
        return send(literal());
      case repeat:
        return send(Bytes(last_));
      default:
        return send_as(command_of(static_cast<Kind>(head & 0x0F)), head >> 4);
    }
  }

  // ISO/IEC 7816-4 §5.2: `data_` holds the data.
  iso7816::CommandApdu make(std::uint8_t cla, std::uint8_t ins, std::uint8_t p1, std::uint8_t p2,
                            Bytes data = {}, std::optional<std::uint32_t> ne = {}) {
    data_ = std::move(data);
    return {.cla = cla, .ins = ins, .p1 = p1, .p2 = p2, .data = data_, .ne = ne};
  }
  iso7816::CommandApdu command_of(Kind kind) {
    switch (kind) {
      case select_application:
        return make(0x00, 0xA4, 0x04, (c_ & 1) != 0 ? 0x00 : (c_ & 2) != 0 ? 0x02 : 0x0C, aid());
      case select_file:
        return make(0x00, 0xA4, (b_ & 0x40) != 0 ? 0x00 : 0x02, (b_ & 1) != 0 ? 0x00 : 0x0C,
                    {static_cast<std::uint8_t>((b_ & 0x80) != 0 ? 0x2F : 0x00),
                     static_cast<std::uint8_t>(a_ & 0x1F)});
      case verify:
      case verify_again:
        return verify_command();
      case read:
      case read_again:
        return (b_ & 1) != 0
                   ? make(0x00, 0xB0, static_cast<std::uint8_t>(0x80 | (a_ & 0x1F)), c_, {}, expected())
                   : make(0x00, 0xB0, a_ & 0x01, c_, {}, expected());
      case read_record:
        return make(0x00, 0xB2, a_ & 0x03, static_cast<std::uint8_t>(b_ << 3 | ((c_ & 1) != 0 ? 4 : 5)), {},
                    expected());
      case change:
        return change_command();
      case sign:
        return make(0x80, 0x2A, a_ & 0x07, key_parameter(), Bytes((c_ & 0x0C) != 0 ? 32 : c_, 0x5A), 256);
      case authenticate:
        return (b_ & 1) != 0 ? make(0x00, 0x88, 0x00, 0x99, Bytes(a_, 0x5A), 256)
                             : make(0x00, 0x84, 0x00, 0x00, {}, 1 + (a_ & 0x1F));
      case object:
        return make(0x00, 0xCA, (a_ & 1) != 0 ? 0x5F : 0x00, (a_ & 1) != 0 ? 0x51 : b_, {}, expected());
      default:
        return make(0x80, 0xA2, (a_ & 1) != 0 ? 0x06 : 0x00, 0xC1, Bytes(b_, 0x5F));
    }
  }

  Bytes aid() const {
    const auto at = a_ % (access_.size() + 2);
    if (at == access_.size()) return {0xD3, 0x92, 0x10};  // how five of them begin
    if (at > access_.size()) return {0xA0, 0x00, 0x00, 0x00, 0x03};
    auto out = access_[at].aid;
    if ((c_ & 4) != 0) out.pop_back();
    return out;
  }
  std::optional<std::uint32_t> expected() const {
    constexpr std::array<std::uint32_t, 4> lengths{256, 1, 65536, 17};
    return lengths.at((b_ >> 1) & 3);
  }
  std::uint8_t key_parameter() const {
    constexpr std::array<std::uint8_t, 6> keys{0x97, 0x9A, 0x80, 0x00, 0x93, 0x99};
    return keys.at(b_ % keys.size());
  }

  // Of the current application, by its place; nothing where there is none.
  const Credential* credential() const {
    const auto& all = onlooker_.current().credentials;
    return all.empty() ? nullptr : &all[a_ % all.size()];
  }
  std::uint8_t parameter(const Credential* of) const {
    return of == nullptr || (c_ & 1) != 0 ? std::uint8_t{0x80} : of->parameter();
  }
  iso7816::CommandApdu verify_command() {
    const auto* of = credential();
    const auto ne = (b_ & 7) == 6 ? std::optional<std::uint32_t>(256) : std::nullopt;
    return make(0x00, 0x20, 0x00, parameter(of), guess(of), ne);
  }
  // Mostly the right one.
  Bytes guess(const Credential* of) const {
    if (of == nullptr) return bytes_of("1234");
    switch (b_ & 7) {
      case 3:
        return bytes_of("0000");
      case 4:
      case 6:
        return {};
      case 5:
        return bytes_of(onlooker_.current().credentials[c_ % onlooker_.current().credentials.size()].value);
      case 7:
        return Bytes(17, 0x30);
      default:
        return bytes_of(onlooker_.value(onlooker_.application(), of->id));
    }
  }
  iso7816::CommandApdu change_command() {
    constexpr std::array<std::string_view, 6> wishes{"1234", "4321", "ABC123", "XYZ9876", "12", ""};
    const auto* of = credential();
    const auto cla = static_cast<std::uint8_t>((b_ & 1) != 0 ? 0x80 : 0x00);
    return make(cla, cla == 0 ? 0x24 : 0x32, cla == 0 ? 0x01 : 0x00, parameter(of),
                bytes_of(wishes.at((c_ >> 1) % wishes.size())));
  }

  Bytes literal() {
    const auto length = std::min<std::size_t>(c_ & 0x3F, rest_.size());
    Bytes out(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(length));
    rest_ = rest_.subspan(length);
    if (card_.describe(out).empty()) std::abort();
    return out;
  }
  Bytes damaged_or_not(Bytes command, bool is_damaged) const {
    if (is_damaged && !command.empty())
      command[(a_ * 8U ^ c_) % command.size()] ^= static_cast<std::uint8_t>(b_ | 1);
    return command;
  }

  static Bytes extended_form(const iso7816::CommandApdu& command) {
    Bytes out{command.cla, command.ins, command.p1, command.p2};
    const auto size = command.data.size();
    if (size > 0 || command.ne) out.push_back(0);
    if (size > 0) append(out, Bytes{static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size)});
    append(out, command.data);
    if (command.ne)
      append(out, Bytes{static_cast<std::uint8_t>(*command.ne >> 8), static_cast<std::uint8_t>(*command.ne)});
    return out;
  }
  const char* send_as(const iso7816::CommandApdu& command, unsigned form) {
    if (form == chained) return send_in_pieces(command);
    const bool in_secret = (form >= secured && form < extended) || form == secured_damaged;
    const bool is_damaged = form == damaged || form == secured_damaged;
    if (in_secret && onlooker_.terminal().in_session() && command.cla == 0)
      return send(damaged_or_not(onlooker_.terminal().wrapped(command), is_damaged));
    return send(
        damaged_or_not(form == extended ? extended_form(command) : iso7816::encode(command), is_damaged));
  }
  // In two; sometimes the second one has another file or key in mind.
  const char* send_in_pieces(iso7816::CommandApdu command) {
    auto piece = command;
    piece.cla |= 0x10;
    piece.data = command.data.first(command.data.size() / 2);
    piece.ne.reset();
    if (const auto* broken = send(iso7816::encode(piece))) return broken;
    command.data = command.data.subspan(piece.data.size());
    return send(damaged_or_not(iso7816::encode(command), (c_ & 0xC0) == 0));
  }

  const char* send(Bytes command) {
    last_ = std::move(command);
    ++commands_;
    return onlooker_.judge(last_, outside_.transmit(last_));
  }
  const char* cycle() {
    if ((a_ & 1) != 0) {
      outside_.reset();
    } else {
      outside_.power_off();
      outside_.power_on();
    }
    return onlooker_.forget();
  }

  iso7816::Card& outside_;
  const IndividualNumberCard& card_;
  const std::vector<Access>& access_;
  Onlooker onlooker_;
  ByteView rest_;
  Bytes data_;
  Bytes last_;
  std::uint8_t a_ = 0;
  std::uint8_t b_ = 0;
  std::uint8_t c_ = 0;
  std::uint64_t commands_ = 0;
};

}  // namespace tameshi::card::testing
