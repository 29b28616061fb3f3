// Secure messaging as the input-support application does it (facts/card.md §5.4): confidentiality only,
// AES-128-CBC under a key that the terminal chose, with a counter in place of a vector.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "simulator/iso7816/command_apdu.hpp"

namespace tameshi::card {

class SecureSession {
 public:
  // The first 16 bytes of the seed are the key.
  explicit SecureSession(ByteView seed);

  // The command inside one of class 08: object 86 holds its data, 96 its Le. Nothing when an object is wrong.
  // The result views `plain`.
  [[nodiscard]] std::optional<iso7816::CommandApdu> open(const iso7816::CommandApdu& secured,
                                                         Bytes& plain) const;
  // The data of the answer as object 86.
  [[nodiscard]] Bytes seal(ByteView data) const;
  // Every command has a vector of its own.
  void count() { ++counter_; }

 private:
  [[nodiscard]] Bytes vector() const;
  [[nodiscard]] std::optional<Bytes> decrypt(ByteView value) const;

  std::array<std::uint8_t, 16> key_{};
  std::uint64_t counter_ = 1;
};

}  // namespace tameshi::card
