// The fake J-LIS in Python's hands: one by itself, or that of a world.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "conformance/play/served_jlis.hpp"
#include "python/certificate.hpp"
#include "python/clock.hpp"

namespace tameshi::python {

struct JlisOrder {
  std::string key_directory;
  std::uint64_t seed = 1;
  std::optional<Instant> clock;  // nothing: the machine's own time
};

class HeldJlis {
 public:
  explicit HeldJlis(const JlisOrder& order);
  // Of a world that outlives it.
  HeldJlis(play::Office& office, const Clock& clock, Journal& journal);
  HeldJlis(const HeldJlis&) = delete;
  HeldJlis& operator=(const HeldJlis&) = delete;
  // Its server may have to wait for who is being answered; the interpreter goes on meanwhile.
  ~HeldJlis();

  [[nodiscard]] play::Office& office() { return *office_; }
  [[nodiscard]] play::ServedJlis& served() { return *served_; }
  [[nodiscard]] Journal& journal() { return *journal_; }
  [[nodiscard]] const Clock& clock() const { return *clock_; }
  [[nodiscard]] FrozenClock* frozen() const { return frozen_; }

  // What happens to a resident; the journal hears of it.
  Result<jlis::agency::Happened> apply(const jlis::registry::LifeCommand& command);
  [[nodiscard]] std::optional<HeldCertificate> certificate(const std::string& resident, jlis::Kind kind);

  std::recursive_mutex mutex;

 private:
  std::unique_ptr<Clock> own_clock_;
  FrozenClock* frozen_ = nullptr;
  const Clock* clock_;
  std::unique_ptr<Journal> own_journal_;
  Journal* journal_;
  std::unique_ptr<play::Office> own_office_;
  play::Office* office_;
  std::unique_ptr<play::ServedJlis> served_;
};

}  // namespace tameshi::python
