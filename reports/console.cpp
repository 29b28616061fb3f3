#include "reports/console.hpp"

#include <fmt/format.h>

#include <array>

#include "reports/event_line.hpp"
#include "reports/explanation.hpp"
#include "reports/text.hpp"
#include "reports/words.hpp"

namespace tameshi::reports {
namespace {

// Select Graphic Rendition, ECMA-48 §8.3.117.
std::string_view sgr_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "32";
    case Verdict::fail:
      return "1;31";
    case Verdict::skip:
      return "2";
    case Verdict::waived:
      return "33";
    case Verdict::error:
      break;
  }
  return "1;35";
}

std::string painted(std::string text, std::string_view sgr, ConsoleOptions options) {
  return options.colour ? fmt::format("\x1b[{}m{}\x1b[0m", sgr, text) : text;
}

std::string verdict_word(Verdict verdict, ConsoleOptions options) {
  auto word = fmt::format("{} {:<6}", mark_of(verdict), word_of(verdict, english()));
  return painted(std::move(word), sgr_of(verdict), options);
}

std::string indented(std::string_view lines, std::string_view by) {
  std::string out;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    out.append(by).append(lines.substr(0, end)) += '\n';
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
  return out;
}

std::string head_line(const RunResult& run, ConsoleOptions options) {
  const auto version = run.subject_version.empty() ? "" : " " + run.subject_version;
  const auto filed = run.suite_case ? fmt::format("  {}", one_line(run.suite_case->id)) : "";
  return fmt::format("{}  {}  {}\n", verdict_word(run.verdict, options), one_line(run.title),
                     painted("[" + one_line(run.subject + version) + "]" + filed, "2", options));
}

bool is_refusal(const ApduExchange& apdu) {
  return apdu.status != "9000" && !apdu.status.starts_with("61");
}

// What the step came to and what the card refused last: "→ wrong-pin (tries-left 2) · VERIFY 63C2 · 3 APDUs".
std::string facts_of(const RunResult& run, const StepResult& step) {
  const auto events = events_of_step(run, step.number);
  std::string outcome;
  std::string refusal;
  for (const auto* event : events) {
    if (const auto* ended = std::get_if<ActEnded>(&event->body)) {
      outcome = " → " + ended->outcome + (ended->details.empty() ? "" : " (" + listed(ended->details) + ")");
    } else if (const auto* apdu = std::get_if<ApduExchange>(&event->body);
               apdu != nullptr && is_refusal(*apdu)) {
      refusal = " · " + apdu->operation + " " + apdu->status;
    }
  }
  const auto apdus = count_of<ApduExchange>(events);
  return one_line(outcome + refusal + (apdus > 0 ? " · " + counted(apdus, english().apdus) : ""));
}

std::string step_line(const RunResult& run, const StepResult& step, ConsoleOptions options) {
  return fmt::format("  {}  {}. {}{}\n", verdict_word(step.verdict, options), step.number,
                     one_line(step.title), painted(facts_of(run, step), "2", options));
}

std::string with_steps(const RunResult& run, ConsoleOptions options) {
  auto out = indented(explanation_before(run), "    ");
  for (const auto& step : run.steps) {
    out += step_line(run, step, options);
    if (run.verdict != Verdict::pass) out += indented(explanation_of_step(run, step), "      ");
  }
  return out + indented(explanation_after(run), "    ");
}

}  // namespace

std::string console_run(const RunResult& run, ConsoleOptions options) {
  auto out = head_line(run, options);
  return out += options.verbose ? with_steps(run, options) : indented(explanation(run), "    ");
}

std::string console_summary(const std::vector<RunResult>& runs, ConsoleOptions options) {
  constexpr std::array of_exit{Verdict::pass, Verdict::fail, Verdict::error};
  const auto verdict = of_exit.at(static_cast<std::size_t>(exit_code(runs)));
  return painted(summary_of(tally(runs), english()), sgr_of(verdict), options) + "\n";
}

std::string console(const Report& report, ConsoleOptions options) {
  std::string out;
  for (const auto& run : report.runs) out += console_run(run, options);
  return out + "\n" + console_summary(report.runs, options);
}

void Progress::starts(std::string_view title) {
  ++started_;
  if (!on_terminal_) return;
  // Wide characters take two columns: half a screen's width of them still fits.
  constexpr std::size_t longest = 60;
  const auto shown = one_line(title);
  clears();
  out_ << fmt::format("[{}/{}]{} {}", passed_over_ + started_, total_, time_left(), head_of(shown, longest))
       << std::flush;
}

void Progress::clears() {
  // Back to the line's beginning, erase it (ECMA-48 §8.3.15, §8.3.41).
  if (on_terminal_) out_ << "\r\x1b[K" << std::flush;
}

// From the runs that have ended, once there are enough of them to go by.
std::string Progress::time_left() const {
  using std::chrono::milliseconds;
  constexpr std::size_t enough = 5;
  const auto ended = started_ - 1;
  if (ended < enough || passed_over_ + ended > total_) return {};
  const auto each = (clock_.now() - began_) / static_cast<milliseconds::rep>(ended);
  const auto left = each * static_cast<milliseconds::rep>(total_ - passed_over_ - ended);
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(left).count();
  if (seconds < 90) return fmt::format(" about {} s left ·", seconds);
  if (seconds < 90L * 60) return fmt::format(" about {} min left ·", (seconds + 30) / 60);
  return fmt::format(" about {} h left ·", (seconds + 1800) / 3600);
}

}  // namespace tameshi::reports
