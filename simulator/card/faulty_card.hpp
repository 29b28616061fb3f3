// A card, honest or behind a relay, with what is armed put in front of it. The card inside knows nothing of
// faults.
#pragma once

#include <optional>

#include "simulator/card/fault_board.hpp"
#include "simulator/iso7816/card.hpp"
#include "simulator/iso7816/command_apdu.hpp"
#include "simulator/iso7816/t0_card.hpp"

namespace tameshi::card {

// What is selected, as far as it can be told from outside: by watching SELECT and its answers.
class WatchedSelection {
 public:
  void forget() { *this = {}; }
  [[nodiscard]] SeenCommand seen(ByteView command) const;
  void note(ByteView command, iso7816::StatusWord answered);

 private:
  Bytes application_;
  std::optional<std::uint16_t> file_;
};

class FaultyCard final : public iso7816::Card {
 public:
  FaultyCard(iso7816::Card& inner, FaultBoard& board) : inner_(inner), as_t0_(inner), board_(board) {}

  [[nodiscard]] ByteView atr() const override;
  void power_on() override;
  void power_off() override;
  void reset() override;
  iso7816::Answer transmit(ByteView command) override;

 private:
  void begin_session();
  // Goes before a command, if one of the faults says so; gives the answer when that is all.
  std::optional<iso7816::Answer> strike_before(const std::vector<Fault>& faults, ByteView command);
  iso7816::Answer do_honestly(ByteView command);
  iso7816::Answer strike_after(const std::vector<Fault>& faults, ByteView command, iso7816::Answer answer);
  void hold_up(const Fault& fault, ByteView command, iso7816::Answer& answer);
  void pull(const Fault& fault);

  iso7816::Card& inner_;
  iso7816::T0Card as_t0_;
  FaultBoard& board_;
  WatchedSelection selection_;
  bool first_command_ = true;
  bool atr_told_ = false;
  std::optional<Fault> leaves_next_;  // pulled after a command: gone before anything else comes
  Bytes distorted_;
  mutable Bytes atr_;
};

// The answer as the fault makes it: pure. `data` and `status` are the honest ones on entry.
struct WireAnswer {
  Bytes data;
  iso7816::StatusWord status;
  bool operator==(const WireAnswer&) const = default;
};
// False when the fault has nothing to distort here.
bool distort(const Fault& fault, ByteView command, WireAnswer& answer);

}  // namespace tameshi::card
