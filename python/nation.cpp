// A nation as Python's Nation.
#include "fake-jlis/nation/nation.hpp"

#include <fmt/format.h>
#include <pybind11/stl.h>

#include "python/asked.hpp"
#include "python/bindings.hpp"
#include "python/convert.hpp"
#include "python/held.hpp"

namespace tameshi::python {
namespace {

namespace nation = jlis::nation;

struct HeldNation {
  HeldNation(const nation::Terms& terms, const std::string& keys) : pool{keys}, lives(terms, pool) {}

  std::recursive_mutex mutex;
  jlis::ca::KeyPool pool;
  nation::Nation lives;
};
using Pointer = std::shared_ptr<HeldNation>;

Pointer make(std::size_t people, const py::object& begins, std::uint64_t seed,
             const std::optional<std::string>& keys) {
  if (people == 0) raise({"a nation of nobody", "people", "at least 1"});
  nation::Terms terms;
  terms.people = people;
  terms.begins = date_from(begins);
  terms.seed = seed;
  const auto folder = key_directory(keys);
  const py::gil_scoped_release released;
  return std::make_shared<HeldNation>(terms, folder);
}

void live(HeldNation& self, unsigned days) {
  with(self, Takes::time, [&] {
    for (unsigned day = 0; day < days; ++day) self.lives.day();
  });
}

py::object today(HeldNation& self) {
  const auto now = with(self, Takes::no_time, [&] { return self.lives.realm().clock.now(); });
  return datetime_of(now).attr("date")();
}

py::tuple ask(HeldNation& self, const std::string& method, const std::string& path, const py::bytes& body,
              const std::map<std::string, std::string>& headers) {
  const auto request = request_from(method, path, body, headers);
  return tuple_of(with(self, Takes::time, [&] { return self.lives.realm().site.answer(request); }));
}

std::vector<std::string> breaches(HeldNation& self) {
  return with(self, Takes::time, [&] {
    std::vector<std::string> out;
    for (const auto& breach : self.lives.overseer().breaches()) out.push_back(to_string(breach));
    return out;
  });
}

auto counted(std::map<std::string, std::uint64_t> nation::Counts::*which) {
  return [which](HeldNation& self) {
    return with(self, Takes::no_time, [&] { return self.lives.lives().counts().*which; });
  };
}

}  // namespace

void add_nation(py::module_& module) {
  py::class_<HeldNation, Pointer>(module, "Nation", R"(A population that lives day by day, by seeded chance.

People are born, move, lose cards, get phones, die; a fake J-LIS of their own does what each asks of it, and an
overseer holds what OCSP and the lists then say to what happened. How often what happens is OURS (docs/nation.md).)")
      .def(py::init(&make), py::arg("people") = 1000, py::kw_only(), py::arg("begins") = "2026-04-01",
           py::arg("seed") = 1, py::arg("keys") = py::none(),
           "So many people on that morning. The same arguments give the same lives.")
      .def("live", &live, py::arg("days"), "So many days pass. Lets go of the interpreter's lock.")
      .def_property_readonly("today", &today, "The date of the day that has not been lived yet.")
      .def_property_readonly(
          "living",
          [](HeldNation& self) {
            return with(self, Takes::no_time, [&] { return self.lives.lives().living(); });
          },
          "How many people live there.")
      .def_property_readonly("happened", counted(&nation::Counts::happened),
                             "How often what happened until now: {\"move\": 18, ...}.")
      .def_property_readonly("issued", counted(&nation::Counts::issued),
                             "Certificates issued: {\"card signature\": 700, ...}.")
      .def_property_readonly("revoked", counted(&nation::Counts::revoked),
                             "Certificates revoked, by reason, of both kinds: {\"affiliation-changed\": 40, "
                             "...}.")
      .def_property_readonly("breaches", &breaches, "What the overseer saw that must not be; empty.")
      .def("ask", &ask, py::arg("method"), py::arg("path"), py::arg("body") = py::bytes(),
           py::arg("headers") = std::map<std::string, std::string>(),
           "Asks its J-LIS without a socket, and gives (status, headers, body).")
      .def("__repr__", [](HeldNation& self) {
        return with(self, Takes::no_time, [&] {
          return fmt::format("<tameshi.Nation of {} on {}>", self.lives.lives().living(),
                             to_string(self.lives.today()));
        });
      });
}

}  // namespace tameshi::python
