// tameshi._core: the C++ libraries as a Python module. People import `tameshi`.
#include "python/bindings.hpp"

PYBIND11_MODULE(_core, module) {
  module.doc() = "The C++ side of tameshi. Import `tameshi`, which has all of this.";
  module.attr("__version__") = TAMESHI_VERSION;
  namespace python = tameshi::python;
  for (const auto add :
       {python::add_errors, python::add_clock, python::add_persona, python::add_journal, python::add_card,
        python::add_jlis, python::add_nation, python::add_world, python::add_reader, python::add_subject,
        python::add_scenario, python::add_report, python::add_run})
    add(module);
}
