// What was asked on each day, and the bills of it.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "fake-jlis/fees/bill.hpp"

namespace tameshi::jlis::fees {

// Safe to use from several threads.
class Ledger {
 public:
  // Certificates that were asked about, one list, or one answer with newer four items.
  void note(Instant at, Way way, Kind kind, std::uint64_t count = 1);
  [[nodiscard]] std::vector<DayBill> bills() const;

 private:
  using Asked = std::pair<Way, Kind>;

  mutable std::mutex mutex_;
  std::map<std::chrono::sys_days, std::map<Asked, std::uint64_t>> days_;  // in Japan
};

}  // namespace tameshi::jlis::fees
