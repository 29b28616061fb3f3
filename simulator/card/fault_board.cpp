#include "simulator/card/fault_board.hpp"

#include <algorithm>

namespace tameshi::card {
namespace {

// These stand as long as they are armed, or strike by something other than a command.
bool strikes_commands(FaultKind kind) {
  return kind != FaultKind::wrong_atr && kind != FaultKind::answers_61xx &&
         kind != FaultKind::first_command_refused;
}

}  // namespace

bool fits(const FaultFilter& filter, const SeenCommand& command) {
  if (!filter.operation.empty() && filter.operation != command.operation) return false;
  if (filter.file && filter.file != command.file) return false;
  // SELECT takes a truncated name as well, ISO/IEC 7816-4 §11.2.2.
  return filter.application.empty() ||
         (!command.application.empty() && filter.application.size() >= command.application.size() &&
          std::equal(command.application.begin(), command.application.end(), filter.application.begin()));
}

void FaultBoard::arm(Fault fault) {
  const std::lock_guard lock(mutex_);
  armed_.push_back({std::move(fault), 0});
}

void FaultBoard::disarm(std::string_view name) {
  const std::lock_guard lock(mutex_);
  std::erase_if(armed_, [&](const Armed& armed) { return name.empty() || armed.fault.name == name; });
}

bool FaultBoard::strikes_now(Armed& armed) {
  const auto& filter = armed.fault.filter;
  ++armed.met;
  return armed.met >= filter.nth && (filter.times == 0 || armed.met < filter.nth + filter.times);
}

std::vector<Fault> FaultBoard::striking(const SeenCommand& command) {
  const std::lock_guard lock(mutex_);
  std::vector<Fault> out;
  for (auto& armed : armed_) {
    if (!strikes_commands(armed.fault.kind) || !fits(armed.fault.filter, command)) continue;
    if (strikes_now(armed)) out.push_back(armed.fault);
  }
  return out;
}

std::optional<Fault> FaultBoard::standing(FaultKind kind) const {
  const std::lock_guard lock(mutex_);
  for (const auto& armed : armed_) {
    if (armed.fault.kind == kind) return armed.fault;
  }
  return std::nullopt;
}

std::optional<Fault> FaultBoard::striking_at_power_up() {
  const std::lock_guard lock(mutex_);
  for (auto& armed : armed_) {
    if (armed.fault.kind == FaultKind::first_command_refused && strikes_now(armed)) return armed.fault;
  }
  return std::nullopt;
}

void FaultBoard::tell(const Fault& fault, std::string_view where, std::string detail) {
  if (wires_.tell) wires_.tell({fault.name, std::string(where), std::move(detail)});
}

void FaultBoard::bring_second(const Fault& fault) {
  tell(fault, in_words(fault.filter, Moment::before), fault.persona);
  if (wires_.second) wires_.second(fault.persona);
}

void FaultBoard::leave() {
  {
    const std::lock_guard lock(mutex_);
    gone_ = true;
  }
  changed_.notify_all();
  if (wires_.pull) wires_.pull();
}

void FaultBoard::come() {
  const std::lock_guard lock(mutex_);
  gone_ = false;
}

bool FaultBoard::is_gone() const {
  const std::lock_guard lock(mutex_);
  return gone_;
}

void FaultBoard::wait(std::optional<std::chrono::milliseconds> time) {
  std::unique_lock lock(mutex_);
  const auto before = interruptions_;
  const auto over = [&] { return gone_ || interruptions_ != before; };
  if (time && !takes_time_) return;
  if (time) {
    changed_.wait_for(lock, *time, over);
  } else {
    changed_.wait(lock, over);
  }
}

void FaultBoard::interrupt() {
  {
    const std::lock_guard lock(mutex_);
    ++interruptions_;
  }
  changed_.notify_all();
}

}  // namespace tameshi::card
