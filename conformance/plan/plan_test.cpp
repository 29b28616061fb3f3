#include "conformance/plan/plan.hpp"

#include "base/testing/cases.hpp"

namespace tameshi::plan {
namespace {

template <typename T>
T only(std::optional<T> read, const yaml::Problems& problems) {
  for (const auto& problem : problems.all()) BOOST_ERROR(to_string(problem));
  BOOST_REQUIRE(read);
  return *std::move(read);
}

scenario::Scenario scenario_of(const std::string& steps) {
  yaml::Problems problems;
  return only(scenario::read("title: t\nsteps: " + steps, "s.yaml", problems), problems);
}

subjects::SubjectFile subject_of(const std::string& rest) {
  yaml::Problems problems;
  return only(subjects::read("subject: tool\n" + rest, "p.yaml", problems), problems);
}

std::string skipped(const std::string& steps, const std::string& subject) {
  const std::vector scenarios{scenario_of(steps)};
  const std::vector files{subject_of(subject)};
  return plan(scenarios, files).at(0).skip_reason;
}

void check(const yaml::Node& item) {
  BOOST_TEST(skipped(testing::text_at(item, "steps"), testing::text_at(item, "subject")) ==
             testing::text_at(item, "skips"));
}

CASES("skips", "plan.cases.yaml", check);

}  // namespace

BOOST_AUTO_TEST_CASE(runs_stand_in_the_order_of_scenarios_then_subjects) {
  const std::vector scenarios{scenario_of("[{ card: remove }]"), scenario_of("[{ card: insert }]")};
  const std::vector files{subject_of("kind: in-process\noperations: []"),
                          subject_of("kind: exec\noperations: {}")};
  const auto runs = plan(scenarios, files);
  BOOST_REQUIRE(runs.size() == 4U);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    BOOST_TEST(runs[i].scenario == &scenarios[i / 2]);
    BOOST_TEST(runs[i].subject == &files[i % 2]);
    BOOST_TEST(runs[i].skip_reason == "");
  }
}

}  // namespace tameshi::plan
