// What a day of queries costs, or would cost were the fees not waived. Pure: the days, counts and amounts
// come in, a bill comes out.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "fake-jlis/registry/status.hpp"

namespace tameshi::jlis::fees {

// What was asked for: a status, a list, or the four items as they are now.
enum class Way : std::uint8_t { ocsp, crl, four_info };

struct FeeTable {
  std::map<std::pair<Way, Kind>, std::uint64_t> yen;
  std::optional<std::chrono::year_month_day> waived_from;
  std::set<Way> waived;
};
// fees.yaml, read once.
const FeeTable& fee_table();

// Before any waiver; 0 for what the table does not have.
std::uint64_t yen_of(const FeeTable& table, Way way, Kind kind);

// Queries of one moment. OURS: each certificate in a signed OCSP reply counts, whatever its status; refusals
// do not. Of the four-information service only answers with newer information count (facts/pki.md §4.1).
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

// How many of them a bill has.
std::uint64_t count_of(const DayBill& bill, Way way, Kind kind);

// "2026-04-01: 3 signature and 2 authentication queries by OCSP, 1 lists; 64 yen, waived".
std::string in_words(const DayBill& bill);

}  // namespace tameshi::jlis::fees
