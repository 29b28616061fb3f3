// Which faults are armed, how often each has met its command, and whether the card is still in the reader.
// Shared by all cards of a run; used from the stage and from the card's own thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string_view>
#include <vector>

#include "base/journal.hpp"
#include "simulator/card/fault.hpp"

namespace tameshi::card {

// A command as a filter sees it.
struct SeenCommand {
  std::string operation;
  ByteView application;  // selected; empty: none by name
  std::optional<std::uint16_t> file;
};

bool fits(const FaultFilter& filter, const SeenCommand& command);

class FaultBoard {
 public:
  // `tell` hears of every strike. `pull` takes the card out of a reader that others look at, `second` puts
  // that persona's card into the second reader; both may be empty.
  struct Wires {
    std::function<void(const FaultStruck&)> tell;
    std::function<void()> pull;
    std::function<void(const std::string&)> second;
  };
  explicit FaultBoard(Wires wires = {}) : wires_(std::move(wires)) {}

  void set_wires(Wires wires) { wires_ = std::move(wires); }
  // Says that nobody outside can give up a silent card, so that silence must be told instead of kept.
  void tell_silence() { silence_is_told_ = true; }
  [[nodiscard]] bool silence_is_told() const { return silence_is_told_; }

  // Says that nobody outside can tell how long an answer takes, so that wait() of a time returns at once.
  void take_no_time() { takes_time_ = false; }

  void arm(Fault fault);
  // By name; an empty name means all.
  void disarm(std::string_view name);

  // The armed faults that strike this command, in the order of their arming. Counts it.
  std::vector<Fault> striking(const SeenCommand& command);
  // Of faults that strike at no command: the first that is armed; counts nothing.
  [[nodiscard]] std::optional<Fault> standing(FaultKind kind) const;
  // As striking(), for one that strikes by the card's power sessions.
  std::optional<Fault> striking_at_power_up();

  void tell(const Fault& fault, std::string_view where, std::string detail = {});

  // Another card comes into the second reader.
  void bring_second(const Fault& fault);

  // The card goes, comes, is there.
  void leave();
  void come();
  [[nodiscard]] bool is_gone() const;

  // Waits for this long, or until the card goes or interrupt() is called; without a time, until then.
  void wait(std::optional<std::chrono::milliseconds> time);
  // Ends what is waited for now.
  void interrupt();

 private:
  struct Armed {
    Fault fault;
    long met = 0;
  };
  static bool strikes_now(Armed& armed);

  Wires wires_;
  bool silence_is_told_ = false;
  bool takes_time_ = true;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Armed> armed_;
  bool gone_ = false;
  unsigned long interruptions_ = 0;
};

}  // namespace tameshi::card
