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

// All of its rows.
inline std::vector<scenario::Scenario> built_in_rows(const std::string& path) {
  yaml::Problems problems;
  auto out = scenario::read_all(resources::find(path).value(), path, scenario::built_in_text, problems);
  for (const auto& problem : problems.all()) BOOST_ERROR(to_string(problem));
  return out;
}

inline scenario::Scenario built_in_scenario(const std::string& name) {
  for (const auto& path : resources::below("scenarios/")) {
    if (path.ends_with("/" + name + ".yaml")) return built_in_rows(path).at(0);
  }
  throw std::runtime_error("no scenario is called " + name);
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
  for (const auto& path : resources::below("scenarios/")) {
    if (path.ends_with(".part.yaml")) continue;
    for (auto& row : built_in_rows(path)) scenarios.push_back(std::move(row));
  }
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
