// Whose world, as Python says it.
#pragma once

#include <optional>
#include <string>

#include "conformance/play/world.hpp"
#include "python/convert.hpp"

namespace tameshi::python {

// A persona's name or a Persona.
jlis::registry::Persona persona_from(const py::object& value);

play::WorldSettings settings_for(const py::object& persona, const py::object& clock,
                                 const std::optional<std::string>& keys);

}  // namespace tameshi::python
