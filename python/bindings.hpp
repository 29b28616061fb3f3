// The module's parts: each adds its classes. Order matters: signatures in docstrings name what is there
// already.
#pragma once

#include <pybind11/pybind11.h>

namespace tameshi::python {

namespace py = pybind11;

void add_errors(py::module_& module);
void add_clock(py::module_& module);
void add_persona(py::module_& module);
void add_journal(py::module_& module);
void add_card(py::module_& module);
void add_jlis(py::module_& module);
void add_nation(py::module_& module);
void add_world(py::module_& module);
void add_reader(py::module_& module);
void add_subject(py::module_& module);
void add_scenario(py::module_& module);
void add_report(py::module_& module);
void add_run(py::module_& module);

}  // namespace tameshi::python
