#include "base/journal.hpp"

#include <array>

namespace tameshi {
namespace {

constexpr std::array<std::pair<Actor, std::string_view>, 8> actors{{{Actor::harness, "harness"},
                                                                    {Actor::subject, "subject"},
                                                                    {Actor::card, "card"},
                                                                    {Actor::reader, "reader"},
                                                                    {Actor::clock, "clock"},
                                                                    {Actor::examiner, "examiner"},
                                                                    {Actor::resident, "resident"},
                                                                    {Actor::j_lis, "j-lis"}}};

}  // namespace

std::string_view to_string(Actor actor) {
  for (const auto& [value, word] : actors) {
    if (value == actor) return word;
  }
  return "harness";
}

std::optional<Actor> actor_from(std::string_view word) {
  for (const auto& [value, name] : actors) {
    if (name == word) return value;
  }
  return std::nullopt;
}

void Journal::set_step(int step) {
  const std::lock_guard lock(mutex_);
  step_ = step;
}

void Journal::after_write(std::function<void()> look) {
  const std::lock_guard lock(mutex_);
  look_ = std::move(look);
}

void Journal::write(Actor actor, Body body) {
  std::function<void()> look;
  {
    const std::lock_guard lock(mutex_);
    events_.push_back({events_.size() + 1, clock_.now(), step_, actor, std::move(body)});
    if (listener_) listener_(events_.back());
    look = look_;
  }
  if (look) look();
}

std::vector<Event> Journal::events() const {
  const std::lock_guard lock(mutex_);
  return events_;
}

}  // namespace tameshi
