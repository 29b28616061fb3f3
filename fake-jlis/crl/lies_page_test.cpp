// The table of lies in docs/crl.md is what lies.yaml gives; base/tools/check_generated.sh --write makes it
// anew.
#include <fstream>

#include "base/testing/cases.hpp"
#include "fake-jlis/crl/lies.hpp"
#include "fake-jlis/registry/lie_page.hpp"

using namespace tameshi;
using namespace tameshi::jlis;

namespace {

bool shall_write() {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  return suite.argc > 1 && std::string_view(suite.argv[1]) == "write";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(generated)

BOOST_AUTO_TEST_CASE(page_of_lies_is_current) {
  const std::string page = TAMESHI_SOURCE_DIR "/docs/crl.md";
  const auto wanted = with_table_of(crl::lies(), tameshi::testing::file_text(page));
  if (shall_write()) std::ofstream(page, std::ios::binary) << wanted;
  BOOST_CHECK_MESSAGE(tameshi::testing::file_text(page) == wanted,
                      "docs/crl.md is not what lies.yaml gives; base/tools/check_generated.sh --write");
}

BOOST_AUTO_TEST_SUITE_END()
