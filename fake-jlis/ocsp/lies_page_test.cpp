// The table of lies in docs/ocsp.md is what lies.yaml gives.
#include "base/testing/generated.hpp"
#include "fake-jlis/ocsp/lying_service.hpp"
#include "fake-jlis/registry/lie_page.hpp"

namespace tameshi::jlis::ocsp {

BOOST_AUTO_TEST_SUITE(generated)

BOOST_AUTO_TEST_CASE(page_of_lies_is_current) {
  tameshi::testing::check_generated_table("docs/ocsp.md", "lies.yaml", table_of(lies()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::ocsp
