#include "python/python_subject.hpp"

#include <fmt/format.h>

#include "conformance/subjects/cleaned.hpp"
#include "python/convert.hpp"

namespace tameshi::python {
namespace {

// An outcome, or a Reply.
subjects::Reply reply_from(const py::object& value) {
  if (py::isinstance<Told>(value)) return value.cast<Told>().reply;
  if (py::isinstance<py::str>(value)) return {value.cast<std::string>(), {}, {}};
  throw py::type_error("a subject gives an outcome or a tameshi.Reply, not " + std::string(py::repr(value)));
}

// The card left, or fell silent, as a careful program finds out.
std::optional<subjects::Reply> lost(const py::error_already_set& thrown) {
  const auto errors = py::module_::import("tameshi.errors");
  if (thrown.matches(errors.attr("CardGone"))) return subjects::Reply{"no-card", {}, {}};
  if (thrown.matches(errors.attr("NoAnswer"))) return subjects::Reply{"no-answer", {}, {}};
  return std::nullopt;
}

std::string traceback_of(const py::error_already_set& thrown) {
  const auto lines = py::module_::import("traceback").attr("format_exception")(thrown.value());
  return py::str("").attr("join")(lines).cast<std::string>();
}

}  // namespace

Asked PythonSubject::asked(const subjects::Operation& operation) const {
  return {operation, surroundings_.holder(), surroundings_.anchors.empty() ? "" : surroundings_.jlis(),
          surroundings_.anchors, surroundings_.clock->now()};
}

std::string PythonSubject::cleaned(std::string text, const std::string& in) {
  std::vector<std::string> found;
  text = subjects::cleaned(std::move(text), surroundings_.secrets, found);
  subjects::tell_leaks(*surroundings_.journal, found, in);
  return text;
}

// A subject that crashes is no trouble of ours: the journal has what it said, the verdict is about it.
subjects::Reply PythonSubject::crashed(py::error_already_set& thrown) {
  if (auto reply = lost(thrown)) return *std::move(reply);
  if (!thrown.matches(PyExc_Exception)) throw thrown;  // Ctrl-C
  ProcessRun run;
  run.command = {"python", subject_.file.name};
  run.exit_code = 1;
  run.errors = cleaned(traceback_of(thrown), "the traceback of " + subject_.file.name);
  surroundings_.journal->write(Actor::subject, std::move(run));
  return {"crashed", {}, {}};
}

subjects::Reply PythonSubject::called(const Asked& what, const std::shared_ptr<RunCard>& card) {
  try {
    auto reply = reply_from(subject_.function(what, card));
    for (auto& [name, text] : reply.details)
      text = cleaned(std::move(text), fmt::format("what {} told", subject_.file.name));
    return reply;
  } catch (py::error_already_set& thrown) {
    return crashed(thrown);
  } catch (const py::builtin_exception& mistake) {
    return {"unclear", {{"reason", cleaned(mistake.what(), "what " + subject_.file.name + " gave")}}, {}};
  }
}

subjects::Reply PythonSubject::perform(const subjects::Operation& operation) {
  const auto what = asked(operation);
  const auto card = std::make_shared<RunCard>();
  card->card = surroundings_.card();
  if (card->card != nullptr) card->card->power_on();
  auto reply = [&] {
    const py::gil_scoped_acquire held;
    return called(what, card);
  }();
  if (auto* in_reader = std::exchange(card->card, nullptr)) in_reader->power_off();
  return reply;
}

}  // namespace tameshi::python
