#include "conformance/play/reader_slot.hpp"

namespace tameshi::play {

ReaderSlot::ReaderSlot(Kind kind, Journal& journal, card::FaultBoard& board, iso7816::Card* card,
                       const std::string& holder)
    : journal_(journal), board_(board) {
  if (kind == Kind::in_process) board_.tell_silence();
  board_.set_wires({.tell = [this](const FaultStruck& fault) { journal_.write(Actor::card, fault); },
                    .pull =
                        [this] {
                          if (pcsc_) pcsc_->pull();
                        },
                    .second =
                        [this](const std::string& persona) {
                          if (bring_second_) bring_second_(persona);
                        }});
  if (kind == Kind::private_pcsc) pcsc_.emplace(transport::PcscReader::start_private());
  if (kind == Kind::system_pcsc) pcsc_.emplace(transport::PcscReader::use_system());
  if (pcsc_) second_pcsc_.emplace(pcsc_->second_slot());
  if (card != nullptr) insert(*card, holder);
}

void ReaderSlot::insert(iso7816::Card& card, const std::string& holder) {
  if (card_ != nullptr) return;
  journal_.write(Actor::reader, CardEvent{"inserted", holder});
  card_ = &card;
  board_.come();
  if (pcsc_) pcsc_->insert(card);
}

void ReaderSlot::remove() {
  if (card_ == nullptr) return;
  board_.interrupt();
  if (pcsc_) pcsc_->remove();
  card_->power_off();
  card_ = nullptr;
  journal_.write(Actor::reader, CardEvent{"removed", ""});
}

void ReaderSlot::insert_second(iso7816::Card& card, const std::string& holder) {
  if (second_ != nullptr) return;
  journal_.write(Actor::reader, CardEvent{"inserted", holder + ", second reader"});
  second_ = &card;
  if (second_pcsc_) second_pcsc_->insert(card);
}

void ReaderSlot::remove_second() {
  if (second_ == nullptr) return;
  if (second_pcsc_) second_pcsc_->remove();
  second_->power_off();
  second_ = nullptr;
  journal_.write(Actor::reader, CardEvent{"removed", "second reader"});
}

std::function<void()> ReaderSlot::entry() const {
  return pcsc_ ? pcsc_->entry() : std::function<void()>{};
}

void ReaderSlot::settle(bool is_held) {
  board_.interrupt();
  if (!is_held && pcsc_ && card_ != nullptr && !board_.is_gone()) pcsc_->await_unpowered();
  if (!is_held && second_pcsc_ && second_ != nullptr) second_pcsc_->await_unpowered();
  // Asked again: a card that is pulled after a command may go on power-off.
  if (board_.is_gone()) remove();
}

}  // namespace tameshi::play
