// What the tests of whole runs share: scenarios and subjects from text or built in, run and judged.
#pragma once

#include <fmt/format.h>

#include "base/resources.hpp"
#include "base/testing/cases.hpp"
#include "conformance/judge/judge.hpp"
#include "conformance/plan/plan.hpp"
#include "conformance/play/play.hpp"

namespace tameshi::play::testing {

inline scenario::Scenario scenario_from(std::string_view text, const std::string& path = "test.yaml") {
  yaml::Problems problems;
  auto out = scenario::read(text, path, problems);
  for (const auto& problem : problems.all()) BOOST_ERROR(to_string(problem));
  BOOST_REQUIRE(out.has_value());
  return *std::move(out);
}

inline subjects::SubjectFile subject_from(std::string_view text) {
  yaml::Problems problems;
  auto out = subjects::read(text, "subject.yaml", problems);
  for (const auto& problem : problems.all()) BOOST_ERROR(to_string(problem));
  BOOST_REQUIRE(out.has_value());
  return *std::move(out);
}

inline scenario::Scenario built_in_scenario(const std::string& name) {
  const auto path = fmt::format("scenarios/{}.yaml", name);
  return scenario_from(resources::find(path).value(), path);
}

inline subjects::SubjectFile built_in_subject(const std::string& name) {
  return subject_from(resources::find(fmt::format("conformance/subjects/{}.yaml", name)).value());
}

inline Options options() {
  Options out;
  out.world.key_directory = std::string(TAMESHI_SOURCE_DIR) + "/build/test-keys";
  return out;
}

inline RunResult run(const scenario::Scenario& scenario, const subjects::SubjectFile& subject) {
  auto played = play(scenario, subject, options());
  auto result = judge::judge(scenario, played.journal);
  result.journal = std::move(played.journal);
  return result;
}

inline void check_pass(const RunResult& result) {
  for (const auto& step : result.steps) {
    for (const auto& check : step.checks) {
      BOOST_TEST((check.verdict == Verdict::pass),
                 result.scenario << " " << step.title << ": " << check.question << " expected "
                                 << check.expected << ", was " << check.actual);
    }
  }
  BOOST_TEST(to_string(result.verdict) == "pass", result.scenario << ": " << result.reason);
}

// Every built-in scenario whose operations the subject offers must pass; gives their number.
inline std::size_t run_offered(const std::string& subject_name) {
  std::vector<scenario::Scenario> scenarios;
  for (const auto& path : resources::below("scenarios/"))
    scenarios.push_back(scenario_from(resources::find(path).value(), path));
  const std::vector<subjects::SubjectFile> subjects{built_in_subject(subject_name)};
  std::size_t out = 0;
  for (const auto& one : plan::plan(scenarios, subjects)) {
    if (!one.skip_reason.empty()) continue;
    check_pass(run(*one.scenario, *one.subject));
    ++out;
  }
  return out;
}

}  // namespace tameshi::play::testing
