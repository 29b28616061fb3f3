// A card in Python's hands: the honest card, what Python functions make of its answers, the faults that are
// armed by name, and a journal where there is one.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "conformance/play/recorded_card.hpp"
#include "conformance/play/world.hpp"
#include "python/distorted_card.hpp"
#include "simulator/card/faulty_card.hpp"
#include "simulator/iso7816/t0_card.hpp"

namespace tameshi::python {

class HeldCard {
 public:
  // Of its own, without a journal.
  explicit HeldCard(std::unique_ptr<play::World> world);
  // Of a world that outlives it.
  HeldCard(play::World& world, Journal& journal);
  HeldCard(const HeldCard&) = delete;
  HeldCard& operator=(const HeldCard&) = delete;
  ~HeldCard();

  [[nodiscard]] play::World& world() { return *world_; }
  [[nodiscard]] const play::World& world() const { return *world_; }
  [[nodiscard]] card::FaultBoard& board() { return board_; }
  [[nodiscard]] DistortedCard& distorted() { return distorted_; }
  // As a reader meets it.
  [[nodiscard]] iso7816::Card& outside() { return *outside_; }
  // Something is armed, or was.
  [[nodiscard]] bool is_disturbed() const { return disturbed_; }
  void arm(card::Fault fault);
  // What takes the card out of a reader that others look at; empty: there is none.
  void set_pull(std::function<void()> pull) { pull_ = std::move(pull); }

  // Held by whoever uses the card. Nobody may wait for it with the interpreter's lock in hand.
  std::recursive_mutex mutex;

 private:
  HeldCard(std::unique_ptr<play::World> own, play::World* world, Journal* journal);

  std::unique_ptr<play::World> own_;
  play::World* world_;
  std::function<void()> pull_;
  card::FaultBoard board_;
  DistortedCard distorted_;
  card::FaultyCard faulty_;
  std::optional<play::RecordedCard> recorded_;
  std::optional<iso7816::T0Card> as_t0_;
  iso7816::Card* outside_ = nullptr;
  bool disturbed_ = false;
};

}  // namespace tameshi::python
