// A journal in Python's hands: one that is being written, or what was kept of a run.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/journal.hpp"

namespace tameshi::python {

using Events = std::shared_ptr<const std::vector<Event>>;

inline Events as_events(std::vector<Event> events) {
  return std::make_shared<const std::vector<Event>>(std::move(events));
}

struct HeldJournal {
  std::function<Events()> read;
  std::string generation = "current";  // of the card, whose tables tell what the bytes mean
};

// "apdu", as the journal's JSON has it.
const char* kind_of(const Event& event);

}  // namespace tameshi::python
