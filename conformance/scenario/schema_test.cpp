#include "conformance/scenario/schema.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "base/testing/cases.hpp"

namespace tameshi::scenario {
namespace {

const std::string folder = TAMESHI_SOURCE_DIR "/docs/schema/";

// base/tools/check_generated.sh --write passes this word.
bool shall_write() {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  return suite.argc > 1 && std::string_view(suite.argv[1]) == "write";
}

void compare(const std::string& name, const std::string& made) {
  if (shall_write()) {
    std::filesystem::create_directories(folder);
    std::ofstream(folder + name, std::ios::binary) << made;
  }
  BOOST_CHECK_MESSAGE(
      testing::file_text(folder + name) == made,
      "docs/schema/" + name + " is not what the vocabulary gives; base/tools/check_generated.sh --write");
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
