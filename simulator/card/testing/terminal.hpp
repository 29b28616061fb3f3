// The terminal's side of secure messaging (facts/card.md §5.4), written apart from the card's, with AES
// alone.
#pragma once

#include <optional>

#include "base/openssl.hpp"
#include "simulator/iso7816/command_apdu.hpp"

namespace tameshi::card::testing {

inline const Bytes session_seed = concat({Bytes(16, 0x11), Bytes(16, 0x22)});

class Terminal {
 public:
  void begin() { counter_ = 1; }
  void end() { counter_ = 0; }
  [[nodiscard]] bool in_session() const { return counter_ != 0; }
  void count() { ++counter_; }

  // The command in class 08, with extended lengths: 86 holds its data, 96 its Le.
  [[nodiscard]] Bytes wrapped(const iso7816::CommandApdu& command) const {
    Bytes objects;
    if (!command.data.empty()) {
      Bytes plain(command.data.begin(), command.data.end());
      plain.push_back(0x80);
      plain.resize((plain.size() + 15) / 16 * 16, 0);
      const auto cipher = openssl::aes128_cbc_encrypt(key(), vector(), plain);
      const auto size = cipher.size() + 1;
      append(objects,
             Bytes{0x86, 0x82, static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size), 0x01});
      append(objects, cipher);
    }
    if (command.ne)
      append(objects, Bytes{0x96, 0x02, static_cast<std::uint8_t>(*command.ne >> 8),
                            static_cast<std::uint8_t>(*command.ne)});
    Bytes out{0x08,
              command.ins,
              command.p1,
              command.p2,
              0x00,
              static_cast<std::uint8_t>(objects.size() >> 8),
              static_cast<std::uint8_t>(objects.size())};
    append(out, objects);
    append(out, Bytes{0x00, 0x00});
    return out;
  }

  // The data inside objects 86, however damaged; nothing when there are none that decrypt.
  [[nodiscard]] std::optional<Bytes> plain(ByteView objects) const {
    for (auto rest = objects; rest.size() > 2;) {
      const auto [tag, header, length] = object_at(rest);
      if (rest.size() < header + length) return std::nullopt;
      if (tag == 0x86) return opened(rest.subspan(header, length));
      rest = rest.subspan(header + length);
    }
    return std::nullopt;
  }

 private:
  struct Object {
    std::uint8_t tag;
    std::size_t header;
    std::size_t length;
  };
  static Object object_at(ByteView rest) {
    if (rest[1] == 0x81) return {rest[0], 3, rest[2]};
    if (rest[1] == 0x82 && rest.size() > 3) return {rest[0], 4, be16(rest.subspan(2))};
    return {rest[0], 2, rest[1]};
  }
  [[nodiscard]] std::optional<Bytes> opened(ByteView value) const {
    if (value.size() < 17 || value.size() % 16 != 1) return std::nullopt;
    auto out = openssl::aes128_cbc_decrypt(key(), vector(), value.subspan(1));
    while (!out.empty() && out.back() == 0) out.pop_back();
    if (out.empty() || out.back() != 0x80) return std::nullopt;
    out.pop_back();
    return out;
  }
  static ByteView key() { return ByteView(session_seed).first(16); }
  [[nodiscard]] Bytes vector() const {
    Bytes block(16, 0);
    for (std::size_t i = 0; i < 8; ++i) block[15 - i] = static_cast<std::uint8_t>(counter_ >> (8 * i));
    return openssl::aes128_cbc_encrypt(key(), Bytes(16, 0), block);
  }

  std::uint64_t counter_ = 0;  // 0: no session
};

}  // namespace tameshi::card::testing
