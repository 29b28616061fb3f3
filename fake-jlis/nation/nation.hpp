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

// A nation at midnight of some day. Keys come from the pool; nothing else of the outside is touched.
class Nation {
 public:
  Nation(const Terms& terms, ca::KeyPool& pool);

  // Midnight, office hours, evening; then it is midnight of the next day.
  void day();
  [[nodiscard]] std::chrono::year_month_day today() const { return std::chrono::sys_days{day_}; }
  // Looks at everything before it tells.
  Summary summary();
  [[nodiscard]] const Lives& lives() const { return lives_; }
  [[nodiscard]] const Overseer& overseer() const { return overseer_; }
  [[nodiscard]] Realm& realm() { return realm_; }

 private:
  Terms terms_;
  Realm realm_;
  Overseer overseer_;
  Lives lives_;
  std::chrono::sys_days day_;
};

// All its years.
Summary live(const Terms& terms, ca::KeyPool& pool);

}  // namespace tameshi::jlis::nation
