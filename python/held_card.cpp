#include "python/held_card.hpp"

namespace tameshi::python {

HeldCard::HeldCard(std::unique_ptr<play::World> own, play::World* world, Journal* journal)
    : own_(std::move(own)),
      world_(own_ ? own_.get() : world),
      distorted_(world_->card()),
      faulty_(distorted_, board_) {
  board_.tell_silence();
  board_.set_wires({.tell =
                        [journal](const FaultStruck& fault) {
                          if (journal != nullptr) journal->write(Actor::card, fault);
                        },
                    .pull =
                        [this] {
                          if (pull_) pull_();
                        },
                    .second = {}});
  if (journal != nullptr) recorded_.emplace(world_->card(), faulty_, *journal, play::Trace::masked);
  outside_ = recorded_ ? static_cast<iso7816::Card*>(&*recorded_) : &faulty_;
  if (world_->card().generation().protocol == card::Protocol::t0) outside_ = &as_t0_.emplace(*outside_);
  outside_->power_on();
}

HeldCard::HeldCard(std::unique_ptr<play::World> world) : HeldCard(std::move(world), nullptr, nullptr) {}

HeldCard::HeldCard(play::World& world, Journal& journal) : HeldCard(nullptr, &world, &journal) {}

HeldCard::~HeldCard() = default;

void HeldCard::arm(card::Fault fault) {
  board_.arm(std::move(fault));
  disturbed_ = true;
}

}  // namespace tameshi::python
