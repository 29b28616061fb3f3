// A journal's file of JSON lines.
#pragma once

#include <string>
#include <vector>

#include "base/journal.hpp"
#include "base/result.hpp"

namespace tameshi::python {

// All its events, read by all processors. The header of a run is no event, and is passed over.
Result<std::vector<Event>> events_in(const std::string& path);

}  // namespace tameshi::python
