// A world in Python's hands: one clock, one journal, a fake J-LIS, and people with cards in it.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "python/held_card.hpp"
#include "python/held_jlis.hpp"

namespace tameshi::python {

class HeldWorld {
 public:
  explicit HeldWorld(const play::WorldSettings& settings)
      : settings_(settings), host_(settings), journal_(host_.clock()) {
    cards_.try_emplace(host_.persona().id, host_, journal_);
  }

  [[nodiscard]] play::World& host() { return host_; }
  [[nodiscard]] Journal& journal() { return journal_; }
  // Founded when it is first asked for.
  HeldJlis& jlis();
  // Whoever is not here yet comes, with a card that was issued here.
  HeldCard& card_of(const jlis::registry::Persona& persona);
  Result<jlis::agency::Happened> apply(const jlis::registry::LifeCommand& command);

  std::recursive_mutex mutex;

 private:
  [[nodiscard]] HeldCard* card_called(const std::string& persona);

  play::WorldSettings settings_;
  play::World host_;
  Journal journal_;
  std::unique_ptr<HeldJlis> jlis_;
  std::map<std::string, std::unique_ptr<play::World>> guests_;
  std::map<std::string, HeldCard> cards_;  // end before the worlds that they belong to
};

}  // namespace tameshi::python
