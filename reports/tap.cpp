// The Test Anything Protocol, version 14 (testanything.org): a test point per run, in the order of the
// report. A skipped run is skip; a waived one is todo, which is TAP's word for a failure that is expected;
// the harness's own trouble is "not ok", and its severity tells it apart. The diagnostics are YAML 1.2 whose
// texts always stand in quotes.
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "reports/explanation.hpp"
#include "reports/report.hpp"
#include "reports/text.hpp"

namespace tameshi::reports {
namespace {

// A number sign would begin a directive ("Escapes" of TAP 14).
std::string description(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    if (c == '\\' || c == '#') out += '\\';
    out += c;
  }
  return out;
}

// A double-quoted scalar (YAML 1.2.2 §7.3.1) of text that is visible() already.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : one_line(text)) {
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out + '"';
}

class Block {
 public:
  void entry(std::string_view key, std::string_view value) {
    if (!value.empty()) lines_ += fmt::format("  {}: {}\n", key, quoted(value));
  }
  void open(std::string_view key) { lines_ += fmt::format("  {}:\n", key); }
  void item(std::string_view first_key, std::string_view value) {
    lines_ += fmt::format("    - {}: {}\n", first_key, quoted(value));
  }
  void item_entry(std::string_view key, std::string_view value) {
    lines_ += fmt::format("      {}: {}\n", key, quoted(value));
  }
  [[nodiscard]] std::string written() const { return "  ---\n" + lines_ + "  ...\n"; }

 private:
  std::string lines_;
};

std::string_view severity_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::error:
      return "error";
    case Verdict::fail:
      return "fail";
    case Verdict::waived:
      return "todo";
    case Verdict::pass:
    case Verdict::skip:
      break;
  }
  return "comment";
}

void add_bad_checks(Block& block, const RunResult& run) {
  bool opened = false;
  for (const auto& step : run.steps) {
    for (const auto& check : step.checks) {
      if (check.verdict == Verdict::pass || check.verdict == Verdict::skip) continue;
      if (!opened) block.open("checks");
      opened = true;
      block.item("question", check.question);
      block.item_entry("expected", check.expected);
      block.item_entry("actual", check.actual);
      if (!check.place.file.empty()) block.item_entry("at", to_string(check.place));
    }
  }
}

std::string diagnostics(const RunResult& run, const Report& report) {
  Block block;
  block.entry("verdict", to_string(run.verdict));
  block.entry("severity", severity_of(run.verdict));
  block.entry("message", headline(run));
  block.entry("scenario", run.scenario);
  if (const auto* file = source_of(report, "scenario", run.scenario))
    block.entry("scenario-sha256", file->sha256);
  block.entry("subject", run.subject);
  block.entry("subject-version", run.subject_version);
  block.entry("reproduce", run.reproduce);
  add_bad_checks(block, run);
  return block.written();
}

std::string directive(const RunResult& run) {
  const auto reason = [&] { return run.reason.empty() ? std::string() : " " + description(run.reason); };
  if (run.verdict == Verdict::skip) return " # skip" + reason();
  if (run.verdict == Verdict::waived) return " # todo" + reason();
  return {};
}

std::string point(const RunResult& run, std::size_t number, const Report& report) {
  const bool ok = run.verdict == Verdict::pass || run.verdict == Verdict::skip;
  return fmt::format("{} {} - {} [{}]{}\n", ok ? "ok" : "not ok", number, description(run.title),
                     description(run.subject), directive(run)) +
         diagnostics(run, report);
}

}  // namespace

std::string tap(const Report& report) {
  auto out = fmt::format("TAP version 14\n1..{}{}\n", report.runs.size(),
                         report.runs.empty() ? " # skip nothing was run" : "");
  out += one_line(fmt::format("# tameshi {} {}, seed {}, {}", report.tool_version, report.tool_commit,
                              report.seed, to_string(report.made_at))) +
         "\n";
  std::size_t number = 0;
  for (const auto& run : report.runs) out += point(run, ++number, report);
  return out;
}

}  // namespace tameshi::reports
