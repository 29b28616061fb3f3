// Many years of many people in one call.
#pragma once

#include <functional>

#include "fake-jlis/nation/lives.hpp"

namespace tameshi::jlis::nation {

struct Terms {
  std::size_t people = 10'000;
  unsigned years = 12;
  std::uint64_t seed = 1;
  std::chrono::year_month_day begins{std::chrono::year{2026}, std::chrono::April, std::chrono::day{1}};
  Sampling sampling = {};
  unsigned everything_every = 91;                                          // days
  std::function<void(std::chrono::year_month_day)> on_new_year = nullptr;  // for who waits
};

struct Summary {
  Terms terms;
  std::size_t residents_ever = 0;
  std::size_t residents_left = 0;
  std::uint64_t days = 0;
  Counts counts;
  Looks looks;
  Breaches breaches;
};
// For people. The same terms give the same text, on every machine.
std::string to_text(const Summary& summary);

// Keys come from the pool; nothing else of the outside is touched.
Summary live(const Terms& terms, ca::KeyPool& pool);

}  // namespace tameshi::jlis::nation
