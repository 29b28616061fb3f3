// The world's clock. Whoever needs the time asks a Clock; nobody asks the machine.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tameshi {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

// The machine's own time.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

// Stands still until it is set or advanced. Safe to read from other threads.
class FrozenClock final : public Clock {
 public:
  explicit FrozenClock(Instant start) : now_(start) {}

  [[nodiscard]] Instant now() const override {
    const std::lock_guard lock(mutex_);
    return now_;
  }
  void set(Instant to) {
    const std::lock_guard lock(mutex_);
    now_ = to;
  }
  void advance(std::chrono::milliseconds by) {
    const std::lock_guard lock(mutex_);
    now_ += by;
  }

 private:
  mutable std::mutex mutex_;
  Instant now_;
};

// Japan has kept UTC+9 without summer time since 1952; the civil date and time there.
struct CivilTime {
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<std::chrono::milliseconds> time{std::chrono::milliseconds{0}};
};
CivilTime in_japan(Instant instant);

// 23:59:59 in Japan on that date (14:59:59 UTC).
Instant end_of_day_in_japan(std::chrono::year_month_day date);

// 00:00:00 in Japan on that date.
Instant start_of_day_in_japan(std::chrono::year_month_day date);

// ISO 8601 in Japanese time: "2026-04-01T09:00:00+09:00"; milliseconds only when there are some.
std::string to_string(Instant instant);

// "2026-04-01T09:00:00+09:00", "2026-04-01T00:00Z", "2026-04-01" (midnight in Japan). Seconds may be left
// out.
Result<Instant> parse_instant(std::string_view text);

// "1980-02-17"; refuses dates that do not exist.
Result<std::chrono::year_month_day> parse_date(std::string_view text);
std::string to_string(std::chrono::year_month_day date);

// "90 s", "20 min", "6 h", "3 d", "250 ms".
Result<std::chrono::milliseconds> parse_duration(std::string_view text);

}  // namespace tameshi
