#include "fake-jlis/ocsp/reply_cache.hpp"

namespace tameshi::jlis::ocsp {

ReplyCache::Kept ReplyCache::find(std::string_view request, Instant tick) {
  auto& drawer = drawer_of(request);
  const std::lock_guard lock(drawer.mutex);
  if (drawer.tick != tick) return nullptr;
  const auto found = drawer.kept.find(request);
  return found == drawer.kept.end() ? nullptr : found->second;
}

void ReplyCache::keep(std::string_view request, Instant tick, const Kept& answer) {
  auto& drawer = drawer_of(request);
  const std::lock_guard lock(drawer.mutex);
  if (drawer.tick != tick || drawer.kept.size() >= most_in_a_drawer) drawer.kept.clear();
  drawer.tick = tick;
  drawer.kept.insert_or_assign(std::string(request), answer);
}

void ReplyCache::forget() {
  for (auto& drawer : all_) {
    const std::lock_guard lock(drawer.mutex);
    drawer.kept.clear();
  }
}

}  // namespace tameshi::jlis::ocsp
