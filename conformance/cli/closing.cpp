#include "conformance/cli/closing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/suites/standing.hpp"
#include "reports/whole_file.hpp"

namespace tameshi::cli {
namespace {

void write(const std::string& path, const std::string& text) {
  reports::WholeFile file(path);
  file.write(text);
  file.close();
  file.publish();
}

}  // namespace

std::string told_of_suite(const Series& series) {
  std::string out;
  for (const auto& standing : standings(series.report.runs))
    out += "\n" + suites::in_words(standing, series.rules.marks);
  if (series.spared > 0)
    out += fmt::format("\n{} cases are played only when they are asked for: --only {}\n", series.spared,
                       fmt::join(series.rules.only_by_name, " --only "));
  if (const auto names = mended(series.baseline, series.report.runs); !names.empty())
    out += fmt::format("\nthese pass now; take them off the baseline {}: {}\n", series.wish.baseline,
                       fmt::join(names, ", "));
  return out;
}

void write_suite_files(const Series& series, const std::string& folder) {
  const auto& [suite, marks] = std::tie(series.rules.suite, series.rules.marks);
  const auto all = standings(series.report.runs);
  write(folder + "/conformance.json", suites::standings_json(all, suite, marks));
  write(folder + "/baseline.txt", baseline_of(series.report.runs));
  for (const auto& standing : all)
    write(fmt::format("{}/badge{}.svg", folder, all.size() == 1 ? "" : "-" + standing.subject),
          suites::badge(standing, suite, marks));
}

int suite_exit_code(const Series& series) {
  const auto& runs = series.report.runs;
  const auto of_runs = exit_code(runs);
  if (of_runs == 2 || !series.wish.baseline.empty() || !series.wish.shard.empty()) return of_runs;
  const auto all = standings(runs);
  const bool passed = !all.empty() && std::all_of(all.begin(), all.end(), [&](const auto& standing) {
    return suites::passes(standing, series.rules.marks);
  });
  return passed ? 0 : 1;
}

}  // namespace tameshi::cli
