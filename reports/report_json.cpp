// The formats for machines. Keys always stand in the same order; text that is not UTF-8 becomes U+FFFD.
#include <nlohmann/json.hpp>

#include "reports/report.hpp"

namespace tameshi::reports {
namespace {

using Json = nlohmann::ordered_json;

constexpr int indent = 2;

Json form(const Check& check);
Json form(const StepResult& step);
Json form(const Event& event);
Json form(const RunResult& run);
Json form(const SourceFile& file);

template <typename T>
Json list_of(const std::vector<T>& items) {
  auto out = Json::array();
  for (const auto& item : items) out.push_back(form(item));
  return out;
}

Json form(const Place& place) {
  return {{"file", place.file}, {"line", place.line}, {"column", place.column}};
}

Json form(const Check& check) {
  return {{"question", check.question},          {"expected", check.expected}, {"actual", check.actual},
          {"verdict", to_string(check.verdict)}, {"events", check.events},     {"place", form(check.place)}};
}

Json form(const StepResult& step) {
  return {{"number", step.number},
          {"title", step.title},
          {"verdict", to_string(step.verdict)},
          {"reason", step.reason},
          {"checks", list_of(step.checks)},
          {"place", form(step.place)}};
}

// Through the journal's own writer, so that an event has one form everywhere.
Json form(const Event& event) {
  return Json::parse(to_json_line(event));
}

// What tells one run from another; the header line of its part of the journal.
Json head_of(const RunResult& run) {
  return {{"scenario", run.scenario},
          {"title", run.title},
          {"turn", run.turn},
          {"cites", run.cites},
          {"subject", run.subject},
          {"subject-version", run.subject_version},
          {"subject-file", run.subject_file}};
}

Json form(const SuiteCase& one) {
  return {{"id", one.id}, {"rule", one.rule}, {"level", to_string(one.level)}, {"why", one.why}};
}

std::string_view clock_of(const RunResult& run) {
  if (!run.began) return "";
  return run.clock_is_frozen ? "frozen" : "machine";
}

Json form(const RunResult& run) {
  auto out = head_of(run);
  out["story"] = run.story;
  out["tags"] = run.tags;
  if (run.suite_case) out["case"] = form(*run.suite_case);
  out["verdict"] = to_string(run.verdict);
  out["reason"] = run.reason;
  out["began"] = run.began ? to_string(*run.began) : "";
  out["clock"] = clock_of(run);
  out["reproduce"] = run.reproduce;
  out["steps"] = list_of(run.steps);
  out["journal"] = list_of(run.journal);
  return out;
}

Json form(const Tally& tally) {
  return {{"pass", tally.pass},
          {"fail", tally.fail},
          {"skip", tally.skip},
          {"waived", tally.waived},
          {"error", tally.error}};
}

Json form(const SourceFile& file) {
  return {{"kind", file.kind}, {"path", file.path}, {"sha256", file.sha256}};
}

std::string dumped(const Json& json, int spaces) {
  return json.dump(spaces, ' ', false, Json::error_handler_t::replace);
}

// All but the runs.
Json head_of(const Report& report) {
  Json out;
  out["format"] = "tameshi-report";
  out["format-version"] = 1;
  out["tool-version"] = report.tool_version;
  out["tool-commit"] = report.tool_commit;
  out["seed"] = report.seed;
  out["made-at"] = to_string(report.made_at);
  out["command"] = report.command;
  out["sources"] = list_of(report.sources);
  out["unfinished"] = report.unfinished;
  out["exit-code"] = exit_code(report.runs);
  out["summary"] = form(tally(report.runs));
  return out;
}

// As it stands in the list of runs. A line end is always between two lines: in a text it is written \\n.
std::string indented(const std::string& text) {
  constexpr std::string_view margin = "    ";
  std::string out(margin);
  for (const char c : text) {
    out += c;
    if (c == '\n') out += margin;
  }
  return out;
}

}  // namespace

void write_json(const Report& report, const Sink& sink) {
  auto head = dumped(head_of(report), indent);
  head.resize(head.size() - std::string_view("\n}").size());
  sink(head + ",\n  \"runs\": [");
  std::string_view before = "\n";
  for (const auto& run : report.runs) {
    sink(std::string(before) + indented(dumped(form(run), indent)));
    before = ",\n";
  }
  sink(report.runs.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

std::string head_line(const Report& report) {
  auto out = head_of(report);
  out["runs"] = Json::array();
  return dumped(out, -1) + "\n";
}

std::string run_line(const RunResult& run) {
  return dumped(form(run), -1) + "\n";
}

void write_journal(const Report& report, const Sink& sink) {
  for (std::size_t i = 0; i < report.runs.size(); ++i) {
    Json header;
    header["run"] = i + 1;
    header.update(head_of(report.runs[i]));
    sink(dumped(header, -1) + "\n");
    for (const auto& event : report.runs[i].journal) sink(to_json_line(event) + "\n");
  }
}

}  // namespace tameshi::reports
