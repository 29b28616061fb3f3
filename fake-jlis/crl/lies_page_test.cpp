// The table of lies in docs/crl.md is what lies.yaml gives.
#include "base/testing/generated.hpp"
#include "fake-jlis/crl/lies.hpp"
#include "fake-jlis/registry/lie_page.hpp"

namespace tameshi::jlis::crl {

BOOST_AUTO_TEST_SUITE(generated)

BOOST_AUTO_TEST_CASE(page_of_lies_is_current) {
  tameshi::testing::check_generated_table("docs/crl.md", "lies.yaml", table_of(lies()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::crl
