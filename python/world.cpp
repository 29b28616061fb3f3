// Worlds: what Python calls a World.
#include <fmt/format.h>
#include <pybind11/stl.h>

#include "python/bindings.hpp"
#include "python/card_verbs.hpp"
#include "python/held.hpp"
#include "python/held_world.hpp"
#include "python/journal.hpp"
#include "python/who.hpp"

namespace tameshi::python {
namespace {

using Pointer = std::shared_ptr<HeldWorld>;

Pointer make(const py::object& persona, const py::object& clock, const std::string& generation,
             std::uint64_t seed, const std::string& deviation, const std::optional<std::string>& keys) {
  auto settings = settings_for(persona, clock, keys);
  settings.generation = generation;
  settings.seed = seed;
  settings.deviation = deviation;
  const py::gil_scoped_release released;
  return std::make_shared<HeldWorld>(settings);
}

// A card lives as long as its world, and the world as long as somebody has one of its cards.
CardPointer card_of(const Pointer& world, const py::object& persona) {
  const auto person = persona.is_none() ? world->host().persona() : persona_from(persona);
  return {world, with(*world, Takes::time, [&] { return &world->card_of(person); })};
}

std::shared_ptr<HeldJlis> jlis_of(const Pointer& world) {
  return {world, with(*world, Takes::time, [&] { return &world->jlis(); })};
}

// Whoever lives here has to be registered before time goes on.
HeldClock clock_of(const Pointer& world) {
  return {world, &world->host().clock(), world->host().frozen_clock(), [world] { jlis_of(world); },
          [world] { jlis_of(world)->served().clock_moved(); }};
}

jlis::agency::Happened apply(HeldWorld& world, const std::string& event, const std::optional<std::string>& of,
                             const py::kwargs& parameters) {
  jlis::registry::LifeCommand command{event, of.value_or(world.host().persona().id)};
  for (auto& [name, value] : words_from(parameters)) command.parameters[name] = value;
  return value_or_raise(with(world, Takes::time, [&] { return world.apply(command); }));
}

HeldJournal journal_of(const Pointer& world) {
  return {[world] { return as_events(world->journal().events()); }, world->host().card().generation().name};
}

}  // namespace

void add_world(py::module_& module) {
  py::class_<HeldWorld, Pointer>(module, "World",
                                 R"(A world: a clock, a fake J-LIS, people and their cards, one journal.

Everything that a card hears and answers, everything that J-LIS is asked, and everything that happens to people is
in `journal`. The same arguments give the same world.)")
      .def(py::init(&make), py::arg("persona") = std::string(jlis::registry::default_persona), py::kw_only(),
           py::arg("clock") = usual_time, py::arg("generation") = "", py::arg("seed") = 1,
           py::arg("deviation") = "", py::arg("keys") = py::none(),
           "The arguments are those of Card; the persona is whose card `card` is.")
      .def_property_readonly(
          "card", [](const Pointer& world) { return card_of(world, py::none()); }, "The persona's card.")
      .def("card_of", &card_of, py::arg("persona"),
           "The card of another persona (a name or a Persona) of this world; whoever is not here yet comes "
           "now.")
      .def_property_readonly("jlis", &jlis_of, "The fake J-LIS in which all of them live.")
      .def_property_readonly("clock", &clock_of, "The world's clock.")
      .def_property_readonly("journal", &journal_of, "What has happened so far.")
      .def("apply", &apply, py::arg("event"), py::arg("of") = py::none(),
           "Something happens in somebody's life, the persona's unless another is named: apply(\"move\",\n"
           "address=\"東京都...\"). Their card is written anew when they get certificates. BadInput says why "
           "it\n"
           "cannot happen.")
      .def("__repr__", [](const Pointer& world) {
        return fmt::format("<tameshi.World of {} at {}>", world->host().persona().id,
                           to_string(world->host().clock().now()));
      });
}

}  // namespace tameshi::python
