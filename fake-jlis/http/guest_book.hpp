// Who asked what and got which answer: the last thousands in memory for the admin interface, all of them as
// JSON lines for whoever keeps logs, counts for Prometheus. No body, no token, no key is written.
#pragma once

#include <array>
#include <atomic>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/journal.hpp"

namespace tameshi::jlis::http {

using tameshi::to_string;

// The doors of the house, as metrics and logs call them.
enum class Door : std::uint8_t { ocsp, crl, ca, four_info, health, index, metrics, admin, nowhere };
inline constexpr std::size_t door_count = 9;
std::string_view to_string(Door door);

struct Visit {
  std::uint64_t number = 0;  // from 1
  Instant at{};              // of the world's clock
  Door door = Door::nowhere;
  std::string peer;
  std::string method;
  std::string target;  // without its query
  unsigned status = 0;
  std::string because;  // why it was answered so
  std::vector<ServiceAnswer> answers;
  std::vector<std::string> struck;  // lies and faults
  Bytes sent{};                     // the bodies, where the settings ask for them
  Bytes received{};
};

class GuestBook {
 public:
  static constexpr std::size_t most = 10'000;

  // Told of each visit before its reply leaves, from the thread that serves it.
  using Listener = std::function<void(const Visit&)>;

  // Lines go to this stream too; it stays the caller's.
  explicit GuestBook(std::FILE* log = nullptr, Listener listener = {})
      : log_(log), listener_(std::move(listener)) {}

  void note(Visit visit, std::chrono::microseconds took);
  // Those with a greater number, oldest first.
  [[nodiscard]] std::vector<Visit> after(std::uint64_t number, std::size_t limit) const;
  void forget();

  // Prometheus' text format, version 0.0.4.
  [[nodiscard]] std::string metrics() const;

 private:
  static constexpr std::size_t statuses = 600;

  std::FILE* log_;
  Listener listener_;
  mutable std::mutex mutex_;
  std::deque<Visit> visits_;
  std::uint64_t count_ = 0;
  std::array<std::array<std::uint64_t, statuses>, door_count> by_status_{};
  std::array<std::uint64_t, door_count> microseconds_{};
  std::uint64_t struck_ = 0;
};

std::string to_json_line(const Visit& visit);

// "signature/3 200000002 revoked affiliation-changed": each in a line.
std::vector<std::string> answers_in_words(const Visit& visit);

}  // namespace tameshi::jlis::http
