#include "conformance/scenario/schema.hpp"

#include "base/testing/generated.hpp"

namespace tameshi::scenario {
namespace {

void compare(const std::string& name, const std::string& made) {
  testing::check_generated("docs/schema/" + name, made, "the vocabulary");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(generated)

BOOST_AUTO_TEST_CASE(scenario_schema_is_current) {
  compare("scenario.schema.json", scenario_schema(vocabulary()));
}

BOOST_AUTO_TEST_CASE(subject_schema_is_current) {
  compare("subject.schema.json", subject_schema(vocabulary()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::scenario
