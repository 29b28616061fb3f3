// The clock of a served world: runs with the machine from wherever it was set, or stands still.
#pragma once

#include <mutex>

#include "base/clock.hpp"

namespace tameshi::jlis::http {

class WorldClock final : public Clock {
 public:
  explicit WorldClock(const Clock& machine) : machine_(machine) {}

  [[nodiscard]] Instant now() const override {
    const std::lock_guard lock(mutex_);
    return unlocked_now();
  }
  void set(Instant to) {
    const std::lock_guard lock(mutex_);
    shift_to(to);
  }
  void advance(std::chrono::milliseconds by) {
    const std::lock_guard lock(mutex_);
    shift_to(unlocked_now() + by);
  }
  void freeze() { hold(true); }
  void run() { hold(false); }
  [[nodiscard]] bool is_frozen() const {
    const std::lock_guard lock(mutex_);
    return frozen_;
  }

 private:
  [[nodiscard]] Instant unlocked_now() const { return frozen_ ? held_ : machine_.now() + ahead_; }
  void shift_to(Instant to) {
    held_ = to;
    ahead_ = to - machine_.now();
  }
  void hold(bool frozen) {
    const std::lock_guard lock(mutex_);
    const auto now = unlocked_now();
    frozen_ = frozen;
    shift_to(now);
  }

  const Clock& machine_;
  mutable std::mutex mutex_;
  bool frozen_ = false;
  Instant held_{};
  std::chrono::milliseconds ahead_{0};
};

}  // namespace tameshi::jlis::http
