// Twelve years of ten thousand people, watched: must take less than five minutes. The story goes to standard
// error. Usage: nation_bench [PEOPLE [YEARS [SEED]]]
#include <cstdlib>

#include "bench/measure.hpp"
#include "fake-jlis/nation/nation.hpp"

namespace tameshi::bench {
namespace {

using namespace jlis;

nation::Terms terms_of(int count, char** words) {
  nation::Terms out;
  if (count > 1) out.people = std::strtoul(words[1], nullptr, 10);
  if (count > 2) out.years = static_cast<unsigned>(std::strtoul(words[2], nullptr, 10));
  if (count > 3) out.seed = std::strtoull(words[3], nullptr, 10);
  out.on_new_year = [](std::chrono::year_month_day date) {
    fmt::print(stderr, "{} ", tameshi::to_string(date).substr(0, 4));
  };
  return out;
}

int bench(const nation::Terms& terms) {
  using Time = std::chrono::steady_clock;
  constexpr double limit = 300;  // seconds
  ca::KeyPool pool{"build/keys"};
  const auto begun = Time::now();
  const auto summary = nation::live(terms, pool);
  const auto seconds = std::chrono::duration<double>(Time::now() - begun).count();
  fmt::print(stderr, "\n{}{:.1f} seconds\n", nation::to_text(summary), seconds);
  const auto days = static_cast<double>(summary.days);
  tell(fmt::format("days of {} people lived and watched, {} years ({:.0f} s)", terms.people, terms.years,
                   seconds),
       days / seconds, "/s", "the limit, five minutes", days / limit, 1);
  return summary.breaches.empty() ? 0 : 1;
}

}  // namespace
}  // namespace tameshi::bench

int main(int count, char** words) {
  return tameshi::bench::bench(tameshi::bench::terms_of(count, words));
}
