// What the scenario wants to happen while an act of the subject goes on. Whoever writes the event that is
// waited for (the card, a server of J-LIS) waits until the act is done, so that its place in the journal is
// always the same.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>

#include "base/journal.hpp"
#include "conformance/scenario/scenario.hpp"

namespace tameshi::play {

class Meanwhile {
 public:
  Meanwhile(Journal& journal, const scenario::Step& step);
  ~Meanwhile();
  Meanwhile(const Meanwhile&) = delete;
  Meanwhile& operator=(const Meanwhile&) = delete;

  // Runs `act` in a thread of its own, and `happen` here each time that something should.
  void around(const std::function<void()>& act, const std::function<void(const scenario::Step&)>& happen);

 private:
  void look();  // by the thread that has just written an event
  [[nodiscard]] bool is_due() const;

  Journal& journal_;
  const scenario::Step& step_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t next_ = 0;  // of step_.meanwhile
  bool due_ = false;      // somebody waits for the next
  bool over_ = false;     // the act has ended
};

}  // namespace tameshi::play
