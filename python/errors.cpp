// C++'s Trouble becomes tameshi.errors.Trouble. Bad input is raised where it is met (value_or_raise).
#include "python/bindings.hpp"
#include "python/convert.hpp"

namespace tameshi::python {

void add_errors(py::module_& /*module*/) {
  // pybind11 wants it by value.
  // NOLINTNEXTLINE(performance-unnecessary-value-param)
  py::register_local_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const Trouble& trouble) {
      const auto& [what, where, cure] = trouble.problem();
      const auto made = py::module_::import("tameshi.errors").attr("Trouble")(what, where, cure);
      PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(made.ptr())), made.ptr());
    }
  });
}

}  // namespace tameshi::python
