// Scenarios, and playing them.
#include <fmt/format.h>
#include <pybind11/stl.h>

#include <set>

#include "base/sha256sum.hpp"
#include "conformance/cli/sources.hpp"
#include "python/bindings.hpp"
#include "python/convert.hpp"
#include "python/runs.hpp"

namespace tameshi::python {
namespace {

using scenario::Scenario;

std::vector<Scenario> read_named(const std::string& name) {
  yaml::Problems problems;
  auto out = cli::read_scenarios({name}, problems);
  if (!problems.empty()) raise(problems);
  return out;
}

std::vector<Scenario> parsed(const std::string& text, const std::string& path) {
  yaml::Problems problems;
  auto out = scenario::read_all(text, path, scenario::built_in_text, problems);
  if (!problems.empty()) raise(problems);
  return out;
}

std::vector<std::string> operations_of(const Scenario& scenario) {
  std::set<std::string> out;
  for (const auto* step : scenario.all_acts())
    if (step->actor == "subject") out.insert(step->act);
  return {out.begin(), out.end()};
}

// One, or several in a list.
template <typename Visit>
void each(const py::object& value, Visit visit) {
  if (py::isinstance<py::list>(value) || py::isinstance<py::tuple>(value)) {
    for (const auto& one : value) visit(py::reinterpret_borrow<py::object>(one));
  } else {
    visit(value);
  }
}

struct Sources {
  yaml::Problems problems;
  std::vector<bundle::SourceText> texts;
};

std::vector<Scenario> scenarios_from(const py::object& value, Sources& sources) {
  std::vector<Scenario> out;
  each(value, [&](const py::object& one) {
    if (!py::isinstance<py::str>(one)) {
      out.push_back(one.cast<Scenario>());
      return;
    }
    auto read = cli::read_scenarios({one.cast<std::string>()}, sources.problems, &sources.texts);
    std::move(read.begin(), read.end(), std::back_inserter(out));
  });
  return out;
}

std::vector<HeldSubject> subjects_from(const py::object& value, Sources& sources) {
  std::vector<HeldSubject> out;
  each(value, [&](const py::object& one) {
    if (!py::isinstance<py::str>(one)) {
      out.push_back(one.cast<HeldSubject>());
      return;
    }
    auto read = cli::read_subjects({one.cast<std::string>()}, sources.problems, &sources.texts);
    for (auto& file : read) out.push_back({std::move(file), py::none()});
  });
  return out;
}

std::vector<Distortion> distortions_from(const py::object& value) {
  std::vector<Distortion> out;
  if (value.is_none()) return out;
  each(value, [&](const py::object& one) { out.push_back({one.cast<py::function>(), ""}); });
  return out;
}

std::shared_ptr<Report> run_all(const py::object& scenarios, const py::object& subjects, std::uint64_t seed,
                                const std::optional<std::string>& keys, bool system_reader,
                                const py::object& distort) {
  Sources sources;
  RunOrder order;
  order.scenarios = scenarios_from(scenarios, sources);
  order.subjects = subjects_from(subjects, sources);
  if (!sources.problems.empty()) raise(sources.problems);
  for (const auto& source : sources.texts)
    order.sources.push_back({source.kind, source.path, sha256sum(source.text)});
  order.seed = seed;
  order.key_directory = key_directory(keys);
  order.system_reader = system_reader;
  order.distortions = distortions_from(distort);
  return run(order);
}

}  // namespace

void add_scenario(py::module_& module) {
  py::class_<Scenario>(module, "Scenario",
                       "A story to play with a subject; docs/scenarios.md says how to write one.")
      .def_static(
          "read", &read_named, py::arg("name"),
          "The scenarios of a file or a folder, or a built-in one by its name (\"pin-lockout\"): one, or\n"
          "one for each row of its table; with \"#hanako\" only that row.")
      .def_static("parse", &parsed, py::arg("text"), py::arg("path") = "scenario.yaml",
                  "The same from YAML. BadInput lists every mistake with path:line:column.")
      .def_static(
          "names", [] { return cli::built_in_names("scenarios/"); }, "The built-in scenarios.")
      .def_property_readonly("id", &Scenario::id,
                             "\"scenarios/pin/pin-lockout.yaml\", with \"#row\" of a table.")
      .def_readonly("path", &Scenario::path)
      .def_readonly("row", &Scenario::row, "Of its table; empty: it has none.")
      .def_readonly("title", &Scenario::title, "A sentence about behaviour.")
      .def_readonly("story", &Scenario::story, "What of real life it stands for.")
      .def_readonly("tags", &Scenario::tags)
      .def_readonly("cites", &Scenario::cites)
      .def_property_readonly("operations", &operations_of, "What a subject must offer to be played with.")
      .def("__repr__", [](const Scenario& scenario) { return "<tameshi.Scenario " + scenario.id() + ">"; });
}

void add_run(py::module_& module) {
  module.def("run", &run_all, py::arg("scenarios"), py::arg("subjects") = "in-process", py::kw_only(),
             py::arg("seed") = 1, py::arg("keys") = py::none(), py::arg("system_reader") = false,
             py::arg("distort") = py::none(),
             R"(Plays scenarios with subjects and judges what happened.

Each is a name, an object or a list of these: run("pin-lockout", my_subject). `distort` are functions that change
what the cards answer, as of Card.distort(). The interpreter's lock is free meanwhile; Ctrl-C ends it after the run
that is being played. BadInput lists all that is wrong in the files, and then nothing has been started.)");
}

}  // namespace tameshi::python
