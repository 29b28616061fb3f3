#include "python/journal.hpp"

#include <fmt/format.h>
#include <pybind11/stl.h>

#include <iterator>
#include <memory>
#include <sstream>

#include "python/bindings.hpp"
#include "python/convert.hpp"
#include "python/frame.hpp"
#include "python/journal_file.hpp"
#include "reports/event_line.hpp"
#include "simulator/card/table.hpp"
#include "simulator/trace/live.hpp"

namespace tameshi::python {
namespace {

// All that the event's kind knows, by the names of the journal's JSON.
py::dict fields_of(const Event& event) {
  py::dict out = py::module_::import("json").attr("loads")(to_json_line(event));
  for (const auto* common : {"number", "time", "step", "actor", "kind"}) out.attr("pop")(common);
  return out;
}

std::string line_of(const Event& event) {
  return reports::event_line(event, reports::english());
}

HeldJournal kept(std::vector<Event> events) {
  return {[all = as_events(std::move(events))] { return all; }};
}

HeldJournal read_file(const std::string& path) {
  auto events = [&] {
    const py::gil_scoped_release released;
    return events_in(path);
  }();
  return kept(value_or_raise(std::move(events)));
}

Events events_of(const HeldJournal& journal) {
  const py::gil_scoped_release released;
  return journal.read();
}

std::string lines_of(const HeldJournal& journal) {
  std::string out;
  const auto events = events_of(journal);
  for (const auto& event : *events) out += to_json_line(event) + "\n";
  return out;
}

std::string traced(const HeldJournal& journal) {
  std::ostringstream out;
  const trace::Live live(out, card::load_generation(journal.generation));
  const auto events = events_of(journal);
  for (const auto& event : *events) live(event);
  return out.str();
}

struct Records {
  Events events;
  std::size_t next = 0;
};

Event next_of(Records& records) {
  if (records.next == records.events->size()) throw py::stop_iteration();
  return (*records.events)[records.next++];
}

Event at(const HeldJournal& journal, long index) {
  const auto events = events_of(journal);
  const auto size = static_cast<long>(events->size());
  if (index < 0) index += size;
  if (index < 0 || index >= size) throw py::index_error(fmt::format("the journal has {} events", size));
  return (*events)[static_cast<std::size_t>(index)];
}

void add_event(py::module_& module) {
  py::class_<Event>(module, "Event", "One thing that happened. str() is the line that reports show.")
      .def_readonly("number", &Event::number, "From 1.")
      .def_property_readonly(
          "time", [](const Event& event) { return datetime_of(event.time); },
          "Of the world's clock, as an aware datetime.")
      .def_readonly("step", &Event::step, "Of the scenario, from 1; 0 outside of steps.")
      .def_property_readonly(
          "actor", [](const Event& event) { return std::string(to_string(event.actor)); },
          "Who did it: card, reader, subject, j-lis, resident, clock, examiner, harness.")
      .def_property_readonly("kind", &kind_of,
                             "apdu, card-event, act-started, act-ended, process, artefact, secret-seen,\n"
                             "harness-trouble, fault, service or http.")
      .def_property_readonly(
          "fields", &fields_of,
          "What an event of this kind has, as a new dict: of an apdu command, response, status,\n"
          "operation, meaning, because, source. Bytes are base64, commands hexadecimal.")
      .def(
          "__eq__", [](const Event& a, const Event& b) { return a == b; }, py::is_operator())
      .def("__hash__", [](const Event& event) { return event.number; })
      .def("__str__", &line_of)
      .def("__repr__", [](const Event& event) {
        return fmt::format("<tameshi.Event {} {}: {}>", event.number, kind_of(event), line_of(event));
      });
}

}  // namespace

const char* kind_of(const Event& event) {
  // In the order of Body.
  static constexpr const char* kinds[] = {"apdu",    "card-event", "act-started", "act-ended",
                                          "process", "artefact",   "secret-seen", "harness-trouble",
                                          "fault",   "service",    "http"};
  static_assert(std::size(kinds) == std::variant_size_v<Body>);
  return kinds[event.body.index()];
}

void add_journal(py::module_& module) {
  add_event(module);
  py::class_<Records>(module, "Records", "Iterates over a journal as it was when this began.")
      .def("__iter__", [](py::object self) { return self; })
      .def("__next__", &next_of);
  py::class_<HeldJournal>(module, "Journal",
                          R"(Everything that happened, in order; iterating gives Event records.

No PIN is ever in it. The journal of a world grows as things happen; that of a run is complete.)")
      .def_static("read", &read_file, py::arg("path"),
                  "The journal in a file of JSON lines, as `tameshi run --report` writes it. BadInput names "
                  "the line\n"
                  "that is none.")
      .def("__len__", [](const HeldJournal& journal) { return events_of(journal)->size(); })
      .def("__getitem__", &at, py::arg("index"))
      .def("__iter__", [](const HeldJournal& journal) { return Records{events_of(journal)}; })
      .def("trace", &traced,
           "Every exchange with the card decoded, as text for people: the command, the answer in words, and "
           "why\n"
           "the card answered so. PINs are masked.")
      .def("lines", &lines_of, "All of it as JSON lines.")
      .def(
          "columns", [](const HeldJournal& journal) { return columns_of(*events_of(journal)); },
          "The journal column by column, what frame() is made from: number, time (milliseconds since 1970, "
          "UTC)\n"
          "and step as bytes of 64-bit integers, the others as lists of text.")
      .def(
          "frame",
          [](const py::object& self, const std::string& library) {
            return py::module_::import("tameshi.frames").attr("frame_of")(self, library);
          },
          py::arg("library") = "pandas",
          "A pandas or polars DataFrame, one row per event: number, time, step, actor, kind, what, status, "
          "command,\n"
          "response, meaning, because. ModuleNotFoundError when the library (\"pandas\", \"polars\") is not "
          "there.")
      .def("__repr__", [](const HeldJournal& journal) {
        return fmt::format("<tameshi.Journal of {} events>", events_of(journal)->size());
      });
}

}  // namespace tameshi::python
