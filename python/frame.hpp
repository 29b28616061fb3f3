// A journal column by column, quickly.
#pragma once

#include <pybind11/pybind11.h>

#include <vector>

#include "base/journal.hpp"

namespace tameshi::python {

pybind11::dict columns_of(const std::vector<Event>& events);

}  // namespace tameshi::python
