// Measuring: a rate is the best of several rounds, and ours and its peer take turns, so that a busy machine
// disturbs both alike. Each result is one line of JSON on standard output; bench/report.py makes the table.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>

namespace tameshi::bench {

// Times per second that `once` ran during about `length`.
inline double rate(const std::function<void()>& once,
                   std::chrono::milliseconds length = std::chrono::milliseconds(700)) {
  using Time = std::chrono::steady_clock;
  constexpr std::size_t batch = 16;
  const auto start = Time::now();
  std::size_t count = 0;
  auto now = start;
  do {
    for (std::size_t i = 0; i < batch; ++i) once();
    count += batch;
    now = Time::now();
  } while (now - start < length);
  return static_cast<double>(count) / std::chrono::duration<double>(now - start).count();
}

struct Pair {
  double ours = 0;
  double peer = 0;
};

// Both in turn, `rounds` times; the best of each.
inline Pair in_turn(const std::function<double()>& ours, const std::function<double()>& peer,
                    int rounds = 3) {
  Pair best;
  for (int i = 0; i < rounds; ++i) {
    best.peer = std::max(best.peer, peer());
    best.ours = std::max(best.ours, ours());
  }
  return best;
}

// `wanted` is the least ratio (or, without a peer, the least rate) that the project promises; 0: none.
inline void tell(const std::string& name, double ours, const std::string& unit, const std::string& peer_name,
                 double peer, double wanted) {
  fmt::print(
      R"({{"name": "{}", "ours": {:.1f}, "unit": "{}", "peer": "{}", "peer-value": {:.1f}, "wanted": {}}})"
      "\n",
      name, ours, unit, peer_name, peer, wanted);
  std::fflush(stdout);
}

}  // namespace tameshi::bench
