// Annotations of GitHub Actions ("Workflow commands for GitHub Actions", setting an error message): a line
// per run that did not pass, at the place in the scenario that shows it. A workflow prints them; GitHub puts
// them beside the code.
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "reports/explanation.hpp"
#include "reports/report.hpp"
#include "reports/text.hpp"

namespace tameshi::reports {
namespace {

// As the runner takes it apart again (actions/toolkit, command.ts): of a message, then of a property.
std::string message(std::string_view text) {
  std::string out;
  for (const char c : visible(text)) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\n') {
      out += "%0A";
    } else {
      out += c;
    }
  }
  return out;
}

std::string property(std::string_view text) {
  std::string out;
  for (const char c : message(one_line(text))) {
    if (c == ':') {
      out += "%3A";
    } else if (c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view level_of(Verdict verdict) {
  if (verdict == Verdict::fail || verdict == Verdict::error) return "error";
  return verdict == Verdict::waived ? "warning" : "notice";
}

bool is_of_interest(Verdict verdict) {
  return verdict != Verdict::pass && verdict != Verdict::skip;
}

Place place_of(const RunResult& run) {
  for (const auto& step : run.steps) {
    for (const auto& check : step.checks) {
      if (is_of_interest(check.verdict) && !check.place.file.empty()) return check.place;
    }
    if (is_of_interest(step.verdict) && !step.place.file.empty()) return step.place;
  }
  return {run.scenario, 1, 1};
}

std::string annotation(const RunResult& run) {
  const auto place = place_of(run);
  auto why = explanation(run);
  while (why.ends_with('\n')) why.pop_back();
  return fmt::format("::{} file={},line={},col={},title={}::{}\n", level_of(run.verdict),
                     property(place.file), place.line, place.column,
                     property(fmt::format("{}: {} [{}]", to_string(run.verdict), run.title, run.subject)),
                     message(why.empty() ? std::string(to_string(run.verdict)) : why));
}

}  // namespace

std::string github(const Report& report) {
  std::string out;
  for (const auto& run : report.runs) {
    if (run.verdict != Verdict::pass) out += annotation(run);
  }
  return out;
}

}  // namespace tameshi::reports
