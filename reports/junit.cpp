// JUnit XML as CI servers read it: a testsuite per subject, a testcase per scenario. A failed scenario is a
// failure, the harness's own trouble an error; a waived one passes and says so in a property and in its
// output.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "reports/explanation.hpp"
#include "reports/markup.hpp"
#include "reports/report.hpp"
#include "reports/text.hpp"

namespace tameshi::reports {
namespace {

// The runs of one subject, in the order of the report.
struct Suite {
  std::string subject;
  std::string version;
  std::string file;  // that describes it
  std::vector<RunResult> runs;
};

std::vector<Suite> suites_of(const Report& report) {
  std::vector<Suite> suites;
  for (const auto& run : report.runs) {
    auto suite =
        std::find_if(suites.begin(), suites.end(), [&](const Suite& s) { return s.subject == run.subject; });
    if (suite == suites.end()) suite = suites.insert(suite, {run.subject, {}, run.subject_file, {}});
    // A skipped run never asked the subject for its version.
    if (suite->version.empty()) suite->version = run.subject_version;
    suite->runs.push_back(run);
  }
  return suites;
}

// Seconds of the world's clock: a time of this machine would make two equal runs differ.
std::string seconds_of(const RunResult& run) {
  if (run.journal.empty()) return "0.000";
  const auto length = run.journal.back().time - run.journal.front().time;
  return fmt::format("{}.{:03}", length.count() / 1000, length.count() % 1000);
}

Markup property(std::string_view name, const std::string& value) {
  return empty_element("property", {{"name", std::string(name)}, {"value", value}});
}

// Nothing when the report does not say of which bytes it was made.
Markup hash_of(const Report& report, std::string_view kind, const std::string& path) {
  const auto* file = source_of(report, kind, path);
  return file == nullptr ? Markup() : property(std::string(kind) + "-sha256", file->sha256);
}

Markup properties_of(const RunResult& run, const Report& report) {
  auto out = property("verdict", std::string(to_string(run.verdict)));
  out += hash_of(report, "scenario", run.scenario);
  if (const auto& one = run.suite_case) {
    out += property("case", one->id);
    out += property("rule", one->rule);
    out += property("level", std::string(to_string(one->level)));
  }
  for (const auto& cite : run.cites) out += property("cites", cite);
  if (run.verdict == Verdict::waived) out += property("waived-because", run.reason);
  if (!run.reproduce.empty()) out += property("reproduce", run.reproduce);
  return block("properties", Markup::verbatim("\n") + out);
}

Markup outcome_of(const RunResult& run) {
  const auto message = headline(run);
  switch (run.verdict) {
    case Verdict::pass:
      return {};
    case Verdict::fail:
      return block("failure", {{"message", message}, {"type", "failed-check"}}, text(explanation(run)));
    case Verdict::error:
      return block("error", {{"message", message}, {"type", "harness-trouble"}}, text(explanation(run)));
    case Verdict::skip:
      return empty_element("skipped", {{"message", message}});
    case Verdict::waived:
      return block("system-out", text("waived: " + explanation(run)));
  }
  return {};
}

// "scenarios/pin/lockout.yaml" as servers that show classes by package want it: "scenarios.pin.lockout".
std::string class_name(std::string path) {
  if (path.ends_with(".yaml")) path.resize(path.size() - 5);
  std::replace(path.begin(), path.end(), '/', '.');
  return path;
}

Markup form(const RunResult& run, const Report& report) {
  return block("testcase",
               {{"classname", class_name(run.scenario)},
                {"name", run.title},
                {"file", run.scenario},
                {"time", seconds_of(run)}},
               Markup::verbatim("\n") + properties_of(run, report) + outcome_of(run));
}

struct Totals {
  std::string tests, failures, errors, skipped;
};

Totals totals_of(const std::vector<RunResult>& runs) {
  const auto count = tally(runs);
  return {std::to_string(runs.size()), std::to_string(count.fail), std::to_string(count.error),
          std::to_string(count.skip)};
}

Markup properties_of(const Suite& suite, const Report& report) {
  auto out = property("subject-version", suite.version) + property("subject-file", suite.file) +
             hash_of(report, "subject", suite.file) + property("tool-version", report.tool_version) +
             property("tool-commit", report.tool_commit) + property("seed", report.seed) +
             property("world-time", to_string(report.made_at)) +
             property("reproduce", shell_line(report.command));
  return block("properties", Markup::verbatim("\n") + out);
}

Markup form(const Suite& suite, const Report& report) {
  auto out = properties_of(suite, report);
  for (const auto& run : suite.runs) out += form(run, report);
  const auto totals = totals_of(suite.runs);
  return block("testsuite",
               {{"name", suite.subject},
                {"tests", totals.tests},
                {"failures", totals.failures},
                {"errors", totals.errors},
                {"skipped", totals.skipped}},
               Markup::verbatim("\n") + out);
}

}  // namespace

std::string junit(const Report& report) {
  auto out = Markup::verbatim("\n");
  for (const auto& suite : suites_of(report)) out += form(suite, report);
  const auto totals = totals_of(report.runs);
  const auto root = block("testsuites",
                          {{"name", "tameshi"},
                           {"tests", totals.tests},
                           {"failures", totals.failures},
                           {"errors", totals.errors},
                           {"skipped", totals.skipped}},
                          out);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.str();
}

}  // namespace tameshi::reports
