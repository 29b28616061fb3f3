#include "python/who.hpp"

namespace tameshi::python {

jlis::registry::Persona persona_from(const py::object& value) {
  if (py::isinstance<py::str>(value))
    return value_or_raise(jlis::registry::find_persona(value.cast<std::string>()));
  return value.cast<jlis::registry::Persona>();
}

play::WorldSettings settings_for(const py::object& persona, const py::object& clock,
                                 const std::optional<std::string>& keys) {
  play::WorldSettings out;
  out.key_directory = key_directory(keys);
  if (py::isinstance<py::str>(persona)) {
    out.persona = persona_from(persona).id;  // built in: read once per process
  } else {
    out.who = persona_from(persona);
  }
  if (!clock.is_none()) out.clock = instant_from(clock);
  return out;
}

}  // namespace tameshi::python
