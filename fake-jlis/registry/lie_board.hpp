// Which lies are armed, and how often each has met its request. Safe to use from several threads.
#pragma once

#include <mutex>
#include <string_view>
#include <vector>

#include "fake-jlis/registry/lie.hpp"

namespace tameshi::jlis {

// A request as a filter sees it.
struct LieTarget {
  std::string endpoint;
  registry::AuthorityId authority;
  std::string municipality;            // of a list; empty: it is not about one
  std::vector<std::uint64_t> serials;  // of OCSP; empty: a list, about all of them
};

bool fits(const LieFilter& filter, const LieTarget& target);

class LieBoard {
 public:
  void arm(Lie lie);
  // By name; an empty name means all.
  void disarm(std::string_view name);
  [[nodiscard]] std::vector<Lie> armed() const;

  // The lies that strike this request, in the order of their arming. Counts it.
  std::vector<Lie> striking(const LieTarget& target);

 private:
  struct Armed {
    Lie lie;
    long met = 0;
  };

  mutable std::mutex mutex_;
  std::vector<Armed> armed_;
};

}  // namespace tameshi::jlis
