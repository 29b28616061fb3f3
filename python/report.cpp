// Reports: what runs meant.
#include <fmt/format.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <fstream>
#include <sstream>

#include "base/verdict.hpp"
#include "python/bindings.hpp"
#include "python/convert.hpp"
#include "python/journal.hpp"
#include "reports/console.hpp"
#include "reports/read_report.hpp"
#include "reports/report.hpp"

namespace tameshi::python {
namespace {

using Pointer = std::shared_ptr<Report>;
using RunPointer = std::shared_ptr<RunResult>;

Pointer read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  if (!in) throw Trouble("cannot be read", path.string(), "is the name right?");
  return std::make_shared<Report>(value_or_raise(reports::report_from_json(text.str(), path.string())));
}

template <std::string (*write)(const Report&)>
std::string written(const Report& report) {
  const py::gil_scoped_release released;
  return write(report);
}

void write_all(const Report& report, const std::filesystem::path& folder) {
  const py::gil_scoped_release released;
  reports::write_all(report, folder);
}

// They live as long as their report, and it as long as one of them.
std::vector<RunPointer> runs_of(const Pointer& report) {
  std::vector<RunPointer> out;
  out.reserve(report->runs.size());
  for (auto& run : report->runs) out.emplace_back(report, &run);
  return out;
}

std::map<std::string, std::size_t> tally_of(const Report& report) {
  const auto [pass, fail, skip, waived, error] = tally(report.runs);
  return {{"pass", pass}, {"fail", fail}, {"skip", skip}, {"waived", waived}, {"error", error}};
}

// In a notebook.
std::string in_frame(const Report& report) {
  const auto page = py::module_::import("html").attr("escape")(written<reports::html>(report));
  return fmt::format(R"(<iframe srcdoc="{}" width="100%" height="600"></iframe>)", page.cast<std::string>());
}

template <typename Judged>
std::string verdict_of(const Judged& judged) {
  return std::string(to_string(judged.verdict));
}

void add_parts(py::module_& module) {
  py::class_<Check>(module, "Check", "One expectation, put to one witness.")
      .def_readonly("question", &Check::question)
      .def_readonly("expected", &Check::expected)
      .def_readonly("actual", &Check::actual)
      .def_property_readonly("verdict", &verdict_of<Check>)
      .def_readonly("events", &Check::events, "The numbers of the events that this rests on.")
      .def_property_readonly(
          "place", [](const Check& check) { return to_string(check.place); },
          "Of the expectation: file:line:column.")
      .def("__repr__", [](const Check& check) {
        return fmt::format("<tameshi.Check {}: {}>", verdict_of(check), check.question);
      });
  py::class_<StepResult>(module, "Step", "What one step of a scenario came to.")
      .def_readonly("number", &StepResult::number, "From 1, as in the journal.")
      .def_readonly("title", &StepResult::title)
      .def_property_readonly("verdict", &verdict_of<StepResult>)
      .def_readonly("reason", &StepResult::reason, "Of a skip or an error.")
      .def_readonly("checks", &StepResult::checks)
      .def("__repr__", [](const StepResult& step) {
        return fmt::format("<tameshi.Step {} {}: {}>", step.number, verdict_of(step), step.title);
      });
}

void add_result(py::module_& module) {
  py::class_<RunResult, RunPointer>(module, "Run", "One scenario, played once with one subject, and judged.")
      .def_readonly("scenario", &RunResult::scenario, "Its id.")
      .def_readonly("title", &RunResult::title)
      .def_readonly("tags", &RunResult::tags)
      .def_readonly("turn", &RunResult::turn, "Of a sweep, from 1; else 0.")
      .def_readonly("subject", &RunResult::subject, "Its name.")
      .def_property_readonly("verdict", &verdict_of<RunResult>, "pass, fail, skip, waived or error.")
      .def_readonly("reason", &RunResult::reason, "Of a skip, a waiver or an error.")
      .def_readonly("steps", &RunResult::steps)
      .def_property_readonly(
          "journal",
          [](const RunPointer& run) { return HeldJournal{[run] { return Events(run, &run->journal); }}; },
          "All that happened.")
      .def_readonly("reproduce", &RunResult::reproduce, "What plays it again.")
      .def(
          "console",
          [](const RunResult& run, bool verbose) {
            return reports::console_run(run, {.verbose = verbose, .colour = false});
          },
          py::arg("verbose") = false, "As `tameshi run` prints it.")
      .def("__repr__", [](const RunResult& run) {
        return fmt::format("<tameshi.Run {}: {} with {}>", verdict_of(run), run.scenario, run.subject);
      });
}

}  // namespace

void add_report(py::module_& module) {
  add_parts(module);
  add_result(module);
  py::class_<Report, Pointer>(module, "Report", "What all the runs of one call of run() meant.")
      .def_static("read", &read, py::arg("path"), "From a report.json.")
      .def_property_readonly("runs", &runs_of)
      .def_property_readonly(
          "passed", [](const Report& report) { return exit_code(report.runs) == 0; },
          "Whether nothing failed and nothing could not run. Skips and waivers are allowed.")
      .def_property_readonly(
          "exit_code", [](const Report& report) { return exit_code(report.runs); },
          "0 all passed, 1 something failed, 2 something could not run.")
      .def_property_readonly("tally", &tally_of, "How many runs had which verdict.")
      .def(
          "console",
          [](const Report& report, bool verbose) {
            return reports::console(report, {.verbose = verbose, .colour = false});
          },
          py::arg("verbose") = false, "As `tameshi run` prints it; `verbose`: with every step.")
      .def("html", &written<reports::html>, "One page that needs nothing but itself.")
      .def("json", &written<reports::json>, "As docs/schema/report.schema.json describes it.")
      .def("junit", &written<reports::junit>, "JUnit XML.")
      .def("tap", &written<reports::tap>, "TAP version 14.")
      .def("write", &write_all, py::arg("folder"),
           "Writes every format and the journal into the folder. Trouble when it cannot be written.")
      .def("_repr_html_", &in_frame)
      .def("__repr__", [](const Report& report) {
        const auto sum = tally(report.runs);
        return fmt::format("<tameshi.Report: {} passed, {} failed of {}>", sum.pass, sum.fail,
                           report.runs.size());
      });
}

}  // namespace tameshi::python
