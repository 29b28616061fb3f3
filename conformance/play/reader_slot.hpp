// The reader of a run: in-process, or in PC/SC.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "base/journal.hpp"
#include "simulator/card/fault_board.hpp"
#include "simulator/iso7816/card.hpp"
#include "simulator/transport/pcsc_reader.hpp"

namespace tameshi::play {

class ReaderSlot {
 public:
  enum class Kind { in_process, private_pcsc, system_pcsc };

  // A reader of that kind with the card in it, or with none. A private PC/SC is quicker up with a card than
  // with one put in later. The board's card leaves through this reader, and what waits on it ends with this
  // reader's card.
  ReaderSlot(Kind kind, Journal& journal, card::FaultBoard& board, iso7816::Card* card,
             const std::string& holder);

  // What brings the card of a persona into the second reader when a fault says so.
  void on_second(std::function<void(const std::string&)> bring) { bring_second_ = std::move(bring); }
  // The second reader, which programs see beside the first; in-process subjects do not.
  void insert_second(iso7816::Card& card, const std::string& holder);
  void remove_second();

  void insert(iso7816::Card& card, const std::string& holder);
  void remove();
  [[nodiscard]] bool has_card() const { return card_ != nullptr; }
  // For in-process subjects; null without a card.
  [[nodiscard]] iso7816::Card* card() const { return board_.is_gone() ? nullptr : card_; }
  // For programs: makes this run's PC/SC visible in a forked child.
  [[nodiscard]] std::function<void()> entry() const;
  // Returns when the last program's hold on the card is over, so that the next one meets a card without
  // power. A program that stays may hold it on; that is not waited for.
  void settle(bool is_held = false);

 private:
  Journal& journal_;
  card::FaultBoard& board_;
  std::function<void(const std::string&)> bring_second_;
  std::optional<transport::PcscReader> pcsc_;
  std::optional<transport::PcscReader> second_pcsc_;
  iso7816::Card* card_ = nullptr;
  iso7816::Card* second_ = nullptr;
};

}  // namespace tameshi::play
