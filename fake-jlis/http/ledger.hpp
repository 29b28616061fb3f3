// What was asked on each day, for the bills of fake-jlis/ocsp/ledger.hpp.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "fake-jlis/ocsp/ledger.hpp"

namespace tameshi::jlis::http {

// Safe to use from several threads.
class Ledger {
 public:
  // Certificates that were asked about, or one list.
  void note(Instant at, ocsp::Way way, Kind kind, std::uint64_t count = 1);
  [[nodiscard]] std::vector<ocsp::DayBill> bills() const;

 private:
  using Asked = std::pair<ocsp::Way, Kind>;

  mutable std::mutex mutex_;
  std::map<std::chrono::sys_days, std::map<Asked, std::uint64_t>> days_;  // in Japan
};

}  // namespace tameshi::jlis::http
