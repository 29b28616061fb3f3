// The dice of a nation: the same seed throws the same, on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace tameshi::jlis::nation {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}

  // 0 to count - 1.
  std::uint64_t below(std::uint64_t count) { return engine_() % count; }
  // Both ends are possible.
  unsigned between(unsigned lowest, unsigned highest) {
    return lowest + static_cast<unsigned>(below(highest - lowest + 1));
  }
  bool percent(unsigned hundredths) { return below(100) < hundredths; }
  template <typename T>
  const T& one_of(const std::vector<T>& all) {
    return all[below(all.size())];
  }

  // How often on a day what happens `per_thousand` times a year among a thousand, among so many.
  unsigned times(std::uint64_t people, unsigned per_thousand) {
    constexpr std::uint64_t days = 365;
    constexpr std::uint64_t whole = 1000 * days;
    const auto expected = people * per_thousand;
    return static_cast<unsigned>(expected / whole) + (below(whole) < expected % whole ? 1U : 0U);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace tameshi::jlis::nation
