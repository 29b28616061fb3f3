// A retry counter, ISO/IEC 7816-4 §9.3.5 as cards keep one: it falls on every miss and success restores it.
#pragma once

namespace tameshi::iso7816 {

class RetryCounter {
 public:
  constexpr explicit RetryCounter(unsigned limit) : limit_(limit), left_(limit) {}

  [[nodiscard]] constexpr unsigned left() const { return left_; }
  [[nodiscard]] constexpr unsigned limit() const { return limit_; }
  [[nodiscard]] constexpr bool is_blocked() const { return left_ == 0; }

  constexpr void miss() {
    if (left_ > 0) --left_;
  }
  constexpr void succeed() { left_ = limit_; }
  // For cards that come into a scenario with fewer tries left.
  constexpr void set(unsigned left) { left_ = left < limit_ ? left : limit_; }

 private:
  unsigned limit_;
  unsigned left_;
};

}  // namespace tameshi::iso7816
