// Working on what several Python threads may share. Whoever waits lets go of the interpreter's lock first, or
// one that has the object and wants the interpreter would never get it.
#pragma once

#include <pybind11/pybind11.h>

#include <mutex>

namespace tameshi::python {

enum class Takes { no_time, time };

template <typename Shared, typename Work>
auto with(Shared& shared, Takes takes, Work work) {
  if (takes == Takes::no_time) {
    const std::unique_lock lock(shared.mutex, std::try_to_lock);
    if (lock) return work();
  }
  const pybind11::gil_scoped_release released;
  const std::lock_guard lock(shared.mutex);
  return work();
}

}  // namespace tameshi::python
