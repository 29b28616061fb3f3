// What the tests of this room share: one pool of keys, and worlds on it that last as long as a test.
#pragma once

#include "fake-jlis/agency/agency.hpp"
#include "fake-jlis/ca/test_world.hpp"

namespace tameshi::jlis::agency::testing {

using ca::testing::at;

// Made once per process: keys take their time.
inline ca::KeyPool& pool() {
  static ScratchFolder directory;
  static ca::KeyPool one{directory.path() / "keys"};
  return one;
}

inline AgencySettings small_settings() {
  AgencySettings out;
  out.key_pairs = 2;
  return out;
}

struct World {
  explicit World(Instant start) : clock(start) {}

  FrozenClock clock;
  std::unique_ptr<registry::Store> store = registry::store_in_memory();
  Agency agency{small_settings(), *store, clock, pool()};
};

}  // namespace tameshi::jlis::agency::testing
