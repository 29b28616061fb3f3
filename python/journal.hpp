// A journal in Python's hands: one that is being written, or what was kept of a run.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/journal.hpp"

namespace tameshi::python {

struct HeldJournal {
  std::function<std::vector<Event>()> read;
  std::string generation = "current";  // of the card, whose tables tell what the bytes mean
};

// "apdu", as the journal's JSON has it.
const char* kind_of(const Event& event);

}  // namespace tameshi::python
