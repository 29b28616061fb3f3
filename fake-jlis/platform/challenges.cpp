#include "fake-jlis/platform/challenges.hpp"

#include <algorithm>

#include "base/mutant.hpp"

namespace tameshi::jlis::platform {

void Challenges::forget_old(Instant now) {
  std::erase_if(open_, [&](const auto& one) { return one.second < now; });
  if (open_.size() < most) return;
  const auto oldest = std::min_element(open_.begin(), open_.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
  open_.erase(oldest);
}

Challenge Challenges::give() {
  const auto now = clock_.now();
  auto text = hex(source_());
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
  const std::lock_guard lock(mutex_);
  forget_old(now);
  const auto until = now + (mutant("gives-a-minute-to-log-in") ? std::chrono::minutes{1} : lasts_);
  open_.insert_or_assign(text, until);
  return {text, until};
}

bool Challenges::take(const std::string& text) {
  const std::lock_guard lock(mutex_);
  const auto found = open_.find(text);
  if (found == open_.end()) return false;
  const bool in_time = clock_.now() <= found->second || mutant("takes-an-old-nonce");
  if (!mutant("takes-a-nonce-twice")) open_.erase(found);
  return in_time;
}

}  // namespace tameshi::jlis::platform
