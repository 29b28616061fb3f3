// The clock of a world or of a fake J-LIS, as Python moves it.
#pragma once

#include <functional>
#include <memory>

#include "base/clock.hpp"

namespace tameshi::python {

struct HeldClock {
  std::shared_ptr<const void> owner;  // what it belongs to
  const Clock* clock = nullptr;
  FrozenClock* frozen = nullptr;  // null: the machine's own time
  std::function<void()> moves;    // told before
  std::function<void()> moved;    // and afterwards

  void set(Instant to) const;
};

// A world's day when nobody says another: 1 April 2026, nine in the morning.
inline constexpr const char* usual_time = "2026-04-01T09:00+09:00";

}  // namespace tameshi::python
