#include "fake-jlis/registry/lie_board.hpp"

#include <algorithm>

namespace tameshi::jlis {
namespace {

bool is_among(std::uint64_t serial, const std::vector<std::uint64_t>& asked) {
  return asked.empty() || std::find(asked.begin(), asked.end(), serial) != asked.end();
}

bool strikes_now(const LieFilter& filter, long met) {
  return met >= filter.nth && (filter.times == 0 || met < filter.nth + filter.times);
}

}  // namespace

bool fits(const LieFilter& filter, const LieTarget& target) {
  if (!filter.endpoint.empty() && filter.endpoint != target.endpoint) return false;
  if (filter.kind && filter.kind != target.authority.kind) return false;
  if (filter.generation && filter.generation != target.authority.generation) return false;
  if (!filter.municipality.empty() && filter.municipality != target.municipality) return false;
  return !filter.serial || is_among(*filter.serial, target.serials);
}

void LieBoard::arm(Lie lie) {
  const std::lock_guard lock(mutex_);
  armed_.push_back({std::move(lie), 0});
}

void LieBoard::disarm(std::string_view name) {
  const std::lock_guard lock(mutex_);
  std::erase_if(armed_, [&](const Armed& armed) { return name.empty() || armed.lie.name == name; });
}

std::vector<Lie> LieBoard::armed() const {
  const std::lock_guard lock(mutex_);
  std::vector<Lie> out;
  out.reserve(armed_.size());
  for (const auto& armed : armed_) out.push_back(armed.lie);
  return out;
}

std::vector<Lie> LieBoard::striking(const LieTarget& target) {
  const std::lock_guard lock(mutex_);
  std::vector<Lie> out;
  for (auto& armed : armed_) {
    if (fits(armed.lie.filter, target) && strikes_now(armed.lie.filter, ++armed.met))
      out.push_back(armed.lie);
  }
  return out;
}

}  // namespace tameshi::jlis
