#include "fake-jlis/registry/status.hpp"

#include <boost/test/unit_test.hpp>

namespace tameshi::jlis::registry {

BOOST_AUTO_TEST_SUITE(status)

BOOST_AUTO_TEST_CASE(every_reason_of_rfc_5280_has_one_word_that_leads_back) {
  for (const unsigned code : {0U, 1U, 2U, 3U, 4U, 5U, 6U, 8U, 9U, 10U}) {
    const auto reason = static_cast<Reason>(code);
    BOOST_TEST((reason_from(to_string(reason)) == reason), "code " << code);
  }
  BOOST_TEST(!reason_from("lost").has_value());
}

BOOST_AUTO_TEST_CASE(an_authority_is_named_by_kind_and_generation) {
  BOOST_TEST(to_string(AuthorityId{Kind::authentication, 2}) == "authentication/2");
  BOOST_TEST((kind_from("signature") == Kind::signature));
  BOOST_TEST(!kind_from("Signature").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::registry
