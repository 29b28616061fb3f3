// Personas: the invented people.
#include <pybind11/stl.h>

#include "fake-jlis/nation/people.hpp"
#include "fake-jlis/registry/persona.hpp"
#include "python/bindings.hpp"
#include "python/convert.hpp"

namespace tameshi::python {
namespace {

namespace registry = jlis::registry;
using registry::Persona;

Persona named(const std::string& id) {
  return value_or_raise(registry::find_persona(id));
}

Persona parsed(const std::string& text, const std::string& path) {
  yaml::Problems problems;
  auto out = registry::read_persona(text, path, problems);
  if (!out) raise(problems);
  return *std::move(out);
}

Persona invented(std::uint64_t number, const py::object& born) {
  jlis::nation::Chance chance(number);
  auto out = jlis::nation::invented(number, date_from(born), chance, jlis::nation::words().towns.size());
  const auto usual = named(std::string(registry::default_persona));
  out.pins = usual.pins;
  out.card.security_code = usual.card.security_code;
  return out;
}

std::string pin_of(const Persona& persona, const std::string& name) {
  const auto& [authentication, signature, input_support, resident_register] = persona.pins;
  if (name == "authentication") return authentication.plain();
  if (name == "signature") return signature.plain();
  if (name == "input-support") return input_support.plain();
  if (name == "resident-register") return resident_register.plain();
  raise({"no PIN is called \"" + name + "\"", "",
         "known here: authentication, signature, input-support, resident-register"});
}

}  // namespace

void add_persona(py::module_& module) {
  py::class_<Persona>(module, "Persona",
                      R"(An invented person, and the card in their purse. Nobody here is real.

Persona("hanako") is a built-in one; Persona.ids() names them all, docs/personas.md says what each is for.)")
      .def(py::init(&named), py::arg("id") = std::string(registry::default_persona),
           "A built-in persona. BadInput, with the nearest right name, when there is none of that name.")
      .def_static("ids", &registry::persona_ids, "The names of the built-in personas, in order.")
      .def_static("parse", &parsed, py::arg("text"), py::arg("path") = "persona.yaml",
                  "A persona from YAML, as docs/personas.md describes it. BadInput lists every mistake with\n"
                  "path:line:column.")
      .def_static(
          "invented", &invented, py::arg("number"), py::arg("born") = "1990-04-01",
          "Somebody thrown by chance: the same number gives the same person, called \"resident-\" and the\n"
          "number. The PINs are hanako's. `born` is a date or \"1990-04-01\".")
      .def_readonly("id", &Persona::id)
      .def_readonly("name", &Persona::name, "As the register writes it, full-width.")
      .def_readonly("romaji", &Persona::romaji)
      .def_readonly("address", &Persona::address)
      .def_readonly("my_number", &Persona::my_number, "Twelve digits, invented, with a right check digit.")
      .def_readonly("purpose", &Persona::purpose, "What the persona is for, in one line.")
      .def_property_readonly(
          "municipality", [](const Persona& persona) { return persona.municipality.code; },
          "The code of the municipality, five digits.")
      .def_property_readonly(
          "sex", [](const Persona& persona) { return static_cast<int>(persona.sex); },
          "1 male, 2 female, 3 not known.")
      .def("pin", &pin_of, py::arg("name"),
           "The PIN in the clear: of \"authentication\", \"signature\", \"input-support\" or\n"
           "\"resident-register\"; empty when it was never set. Nothing else ever shows it.")
      .def(
          "__eq__", [](const Persona& a, const Persona& b) { return a == b; }, py::is_operator())
      .def("__hash__", [](const Persona& persona) { return std::hash<std::string>{}(persona.id); })
      .def("__repr__", [](const Persona& persona) { return "<tameshi.Persona " + persona.id + ">"; });
}

}  // namespace tameshi::python
