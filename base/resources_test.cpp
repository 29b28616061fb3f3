#include "base/resources.hpp"

#include <algorithm>

#include "base/testing/cases.hpp"

using namespace tameshi;

namespace {

BOOST_AUTO_TEST_SUITE(embedded_files)

BOOST_AUTO_TEST_CASE(are_the_files_byte_for_byte) {
  const auto paths = resources::below("");
  BOOST_TEST(!paths.empty());
  for (const auto& path : paths) {
    BOOST_TEST_CONTEXT(path) {
      BOOST_TEST((resources::find(path).value() == testing::file_text(TAMESHI_SOURCE_DIR "/" + path)));
    }
  }
}

BOOST_AUTO_TEST_CASE(are_listed_in_order_below_their_folder_only) {
  const auto paths = resources::below("conformance/scenario/");
  BOOST_TEST(std::is_sorted(paths.begin(), paths.end()));
  BOOST_TEST((std::find(paths.begin(), paths.end(), "conformance/scenario/vocabulary.yaml") != paths.end()));
  for (const auto& path : paths) BOOST_TEST(path.starts_with("conformance/scenario/"));
}

BOOST_AUTO_TEST_CASE(are_found_by_their_whole_path) {
  BOOST_TEST(!resources::find("conformance/scenario/vocabulary").has_value());
  BOOST_TEST(!resources::find("").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
