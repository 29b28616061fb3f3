// Challenges that log-ins sign: each good once, and for a while.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "base/clock.hpp"
#include "fake-jlis/platform/status.hpp"

namespace tameshi::jlis::platform {

struct Challenge {
  std::string text;  // 64 hexadecimal digits
  Instant until{};
};

// Safe to use from several threads.
class Challenges {
 public:
  Challenges(const Clock& clock, NonceSource source, std::chrono::milliseconds lasts)
      : clock_(clock), source_(std::move(source)), lasts_(lasts) {}

  Challenge give();
  // Whether it was ours, in time and not used before; it is used then.
  bool take(const std::string& text);

 private:
  static constexpr std::size_t most = 100'000;  // then the oldest are forgotten

  void forget_old(Instant now);

  const Clock& clock_;
  NonceSource source_;
  std::chrono::milliseconds lasts_;
  std::mutex mutex_;
  std::map<std::string, Instant> open_;  // until when
};

}  // namespace tameshi::jlis::platform
