#include "python/runs.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/bundle/judged.hpp"
#include "conformance/plan/plan.hpp"
#include "conformance/play/play.hpp"

namespace tameshi::python {
namespace {

namespace py = pybind11;

std::string as_python(const std::string& text) {
  return py::repr(py::str(text)).cast<std::string>();
}

play::Options options_for(const RunOrder& order, const HeldSubject& subject) {
  play::Options out;
  out.world.key_directory = order.key_directory;
  out.world.seed = order.seed;
  out.system_reader = order.system_reader;
  if (!subject.function.is_none())
    out.make_subject = [&subject](const subjects::SubjectFile&, subjects::Surroundings surroundings) {
      return std::make_unique<PythonSubject>(subject, std::move(surroundings));
    };
  if (!order.distortions.empty())
    out.around = [&order](iso7816::Card& card) {
      const py::gil_scoped_acquire held;
      auto distorted = std::make_unique<DistortedCard>(card);
      for (const auto& distortion : order.distortions) distorted->add(distortion);
      return distorted;
    };
  return out;
}

RunResult skipped(const plan::Run& run) {
  RunResult out;
  out.scenario = run.scenario->id();
  out.title = run.scenario->title;
  out.story = run.scenario->story;
  out.tags = run.scenario->tags;
  out.suite_case = run.scenario->suite_case;
  out.cites = run.scenario->cites;
  out.verdict = Verdict::skip;
  out.reason = run.skip_reason;
  return out;
}

RunResult played(const scenario::Scenario& scenario, const HeldSubject& subject, const RunOrder& order) {
  auto played = play::play(scenario, subject.file, options_for(order, subject));
  auto out = bundle::judged(scenario, subject.file, played.journal, played.began);
  out.subject_version = played.subject_version;
  out.began = played.began;
  out.clock_is_frozen = scenario.given.clock.has_value();
  out.journal = std::move(played.journal);
  return out;
}

// Ctrl-C, between two runs.
void check_signals() {
  const py::gil_scoped_acquire held;
  if (PyErr_CheckSignals() != 0) throw py::error_already_set();
}

// One, or each turn of a sweep.
std::vector<RunResult> results_of(const plan::Run& run, const HeldSubject& subject, const RunOrder& order) {
  if (!run.skip_reason.empty()) return {skipped(run)};
  const bool sweeps = run.scenario->given.sweep.has_value();
  std::vector<RunResult> out;
  for (long turn = 1; turn <= plan::most_turns; ++turn) {
    check_signals();
    out.push_back(played(sweeps ? plan::turn_of(*run.scenario, turn) : *run.scenario, subject, order));
    out.back().turn = sweeps ? turn : 0;
    if (!sweeps || out.back().verdict == Verdict::error || plan::is_swept(out.back().journal)) break;
  }
  return out;
}

void play_all(const RunOrder& order, const std::vector<subjects::SubjectFile>& files, Report& report) {
  const py::gil_scoped_release released;
  for (const auto& run : plan::plan(order.scenarios, files, plan::Devices::left_alone)) {
    // The plan points into `files`, which stand in the order of the subjects.
    const auto& subject = order.subjects[static_cast<std::size_t>(run.subject - files.data())];
    for (auto& result : results_of(run, subject, order)) {
      result.subject = subject.file.name;
      result.subject_file = subject.file.path;
      report.runs.push_back(std::move(result));
    }
  }
}

}  // namespace

std::shared_ptr<Report> run(const RunOrder& order) {
  std::vector<subjects::SubjectFile> files;
  files.reserve(order.subjects.size());
  for (const auto& subject : order.subjects) files.push_back(subject.file);
  auto report = std::make_shared<Report>();
  report->tool_version = TAMESHI_VERSION;
  report->seed = std::to_string(order.seed);
  report->sources = order.sources;
  play_all(order, files, *report);
  for (auto& result : report->runs) {
    if (report->made_at == Instant{} && result.began) report->made_at = *result.began;
    result.reproduce = fmt::format("tameshi.run({}, {}, seed={})", as_python(result.scenario),
                                   as_python(result.subject), order.seed);
  }
  return report;
}

}  // namespace tameshi::python
