// The table of lies in docs/ocsp.md is what lies.yaml gives; base/tools/check_generated.sh --write makes it
// anew.
#include <fstream>

#include "base/testing/cases.hpp"
#include "fake-jlis/ocsp/lying_service.hpp"
#include "fake-jlis/registry/lie_page.hpp"

namespace tameshi::jlis::ocsp::testing {
namespace {

const std::string page = TAMESHI_SOURCE_DIR "/docs/ocsp.md";

bool shall_write() {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  return suite.argc > 1 && std::string_view(suite.argv[1]) == "write";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(generated)

BOOST_AUTO_TEST_CASE(page_of_lies_is_current) {
  const auto wanted = with_table_of(lies(), tameshi::testing::file_text(page));
  if (shall_write()) std::ofstream(page, std::ios::binary) << wanted;
  BOOST_CHECK_MESSAGE(tameshi::testing::file_text(page) == wanted,
                      "docs/ocsp.md is not what lies.yaml gives; base/tools/check_generated.sh --write");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::ocsp::testing
