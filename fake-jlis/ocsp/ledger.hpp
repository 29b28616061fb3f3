// What a day of queries costs, or would cost were the fees not waived. Pure: the days, counts and amounts
// come in, a bill comes out.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "fake-jlis/registry/status.hpp"

namespace tameshi::jlis::ocsp {

// How a status was asked for.
enum class Way : std::uint8_t { ocsp, crl };

struct FeeTable {
  std::map<std::pair<Way, Kind>, std::uint64_t> yen;
  std::optional<std::chrono::year_month_day> waived_from;
};
// fees.yaml, read once.
const FeeTable& fee_table();

// Queries of one moment. OURS: each certificate in a signed OCSP reply counts, whatever its status; refusals
// do not.
struct Query {
  Instant at{};
  Way way = Way::ocsp;
  Kind kind = Kind::signature;
  std::uint64_t count = 1;
};

struct DayBill {
  std::chrono::year_month_day day;  // in Japan
  std::map<std::pair<Way, Kind>, std::uint64_t> queries;
  std::uint64_t list_yen = 0;  // by the table
  std::uint64_t due_yen = 0;   // after the waiver

  bool operator==(const DayBill&) const = default;
};

// One bill for each day with queries, in order.
std::vector<DayBill> bills(const std::vector<Query>& queries, const FeeTable& table);

// "2026-04-01: 3 signature and 2 authentication queries by OCSP, 1 list; 64 yen, waived".
std::string in_words(const DayBill& bill);

}  // namespace tameshi::jlis::ocsp
