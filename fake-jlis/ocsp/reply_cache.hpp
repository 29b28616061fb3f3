// Signed replies to requests without a nonce, kept until the data behind them is refreshed. Used from many
// threads.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.hpp"

namespace tameshi::jlis::ocsp {

struct Answered;

class ReplyCache {
 public:
  using Kept = std::shared_ptr<const Answered>;

  // What was kept for this request at this refresh; null when nothing was.
  [[nodiscard]] Kept find(std::string_view request, Instant tick);
  // A drawer that is full is emptied first: what is asked for often comes back at once.
  void keep(std::string_view request, Instant tick, const Kept& answer);
  void forget();

 private:
  static constexpr std::size_t drawers = 32;
  static constexpr std::size_t most_in_a_drawer = 512;

  // Looks up views without making strings of them.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  struct alignas(64) Drawer {
    std::mutex mutex;
    Instant tick{};
    std::unordered_map<std::string, Kept, Hash, std::equal_to<>> kept;
  };
  Drawer& drawer_of(std::string_view request) { return all_[Hash{}(request) % drawers]; }

  std::array<Drawer, drawers> all_;
};

}  // namespace tameshi::jlis::ocsp
