#include "fake-jlis/fees/ledger.hpp"

namespace tameshi::jlis::fees {

void Ledger::note(Instant at, Way way, Kind kind, std::uint64_t count) {
  const auto day = std::chrono::sys_days{in_japan(at).date};
  const std::lock_guard lock(mutex_);
  days_[day][{way, kind}] += count;
}

std::vector<DayBill> Ledger::bills() const {
  std::vector<Query> queries;
  const std::lock_guard lock(mutex_);
  for (const auto& [day, all] : days_) {
    for (const auto& [asked, count] : all) {
      queries.push_back({start_of_day_in_japan(day), asked.first, asked.second, count});
    }
  }
  return fees::bills(queries, fee_table());
}

}  // namespace tameshi::jlis::fees
