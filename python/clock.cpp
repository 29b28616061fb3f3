#include "python/clock.hpp"

#include "python/bindings.hpp"
#include "python/convert.hpp"

namespace tameshi::python {

void HeldClock::set(Instant to) const {
  if (frozen == nullptr)
    raise({"this world runs on the machine's own time", "", "make it with clock=\"2026-04-01\""});
  if (moves) moves();
  frozen->set(to);
  if (moved) moved();
}

void add_clock(py::module_& module) {
  py::class_<HeldClock>(module, "Clock", R"(The clock of a world. It stands still until it is moved.

Times are aware datetimes in Japanese time (UTC+9); text such as "2026-04-01T09:00+09:00" or "2026-04-01" is
taken wherever a time is wanted, and "20 min", "6 h", "3 d" wherever a duration is.)")
      .def_property_readonly(
          "now", [](const HeldClock& clock) { return datetime_of(clock.clock->now()); },
          "What time it is, as an aware datetime.")
      .def_property_readonly(
          "is_frozen", [](const HeldClock& clock) { return clock.frozen != nullptr; },
          "Whether it stands still; False for a world on the machine's own time.")
      .def(
          "set", [](const HeldClock& clock, const py::object& to) { clock.set(instant_from(to)); },
          py::arg("to"), "Sets it, forwards or back. BadInput when the world runs on the machine's own time.")
      .def(
          "advance",
          [](const HeldClock& clock, const py::object& by) {
            clock.set(clock.clock->now() + duration_from(by));
          },
          py::arg("by"), "Moves it on by a timedelta, or by \"3 d\".")
      .def("__repr__",
           [](const HeldClock& clock) { return "<tameshi.Clock " + to_string(clock.clock->now()) + ">"; });
}

}  // namespace tameshi::python
