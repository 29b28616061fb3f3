// When lists come out. OURS: the hour, the lifetime and the numbers are not public (facts/pki.md §2.2, §8).
#pragma once

#include <chrono>
#include <cstdint>

#include "base/clock.hpp"

namespace tameshi::jlis::crl {

struct Schedule {
  // Publications are counted from here: the first midnight of 1970 in Japan, so that by default a list's
  // number is the number of the day.
  Instant first = Instant(std::chrono::hours{-9});
  std::chrono::milliseconds every = std::chrono::hours{24};
  std::chrono::milliseconds good_for = std::chrono::hours{48};

  bool operator==(const Schedule&) const = default;
};

struct Publication {
  std::uint64_t number = 0;
  Instant this_update{};
  Instant next_update{};

  bool operator==(const Publication&) const = default;
};

// The last one at an instant; nothing comes out before the first, which answers for all times before it.
Publication publication_at(Instant now, const Schedule& schedule);
// The one before that by so many.
Publication earlier(const Publication& publication, unsigned by, const Schedule& schedule);

}  // namespace tameshi::jlis::crl
