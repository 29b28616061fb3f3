#include "fake-jlis/crl/schedule.hpp"

#include <algorithm>

namespace tameshi::jlis::crl {
namespace {

Publication publication(std::int64_t count, const Schedule& schedule) {
  const auto at = schedule.first + count * schedule.every;
  return {static_cast<std::uint64_t>(count), at, at + schedule.good_for};
}

}  // namespace

Publication publication_at(Instant now, const Schedule& schedule) {
  return publication(std::max<std::int64_t>(0, (now - schedule.first) / schedule.every), schedule);
}

Publication earlier(const Publication& later, unsigned by, const Schedule& schedule) {
  return publication(std::max<std::int64_t>(0, static_cast<std::int64_t>(later.number) - by), schedule);
}

}  // namespace tameshi::jlis::crl
