// Random bytes that are the same for the same seed, so that a run can be repeated (SplitMix64; no secret is
// made of them).
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"

namespace tameshi::card {

class ChallengeSource {
 public:
  explicit ChallengeSource(std::uint64_t seed) : state_(seed) {}

  Bytes take(std::size_t count) {
    Bytes out(count);
    for (auto& byte : out) byte = static_cast<std::uint8_t>(next() >> 56);
    return out;
  }

 private:
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    auto z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

}  // namespace tameshi::card
