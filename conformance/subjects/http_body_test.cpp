#include "conformance/subjects/http_body.hpp"

#include "base/testing/cases.hpp"

namespace tameshi::subjects {
namespace {

const Names names{{"certificate", {"", Bytes{0x30, 0x02, 0xFB, 0xFF}}}, {"nonce", {"a b&c"}}};

BOOST_AUTO_TEST_SUITE(http_body)

BOOST_AUTO_TEST_CASE(bytes_are_written_in_every_form) {
  BOOST_TEST(filled("{base64:certificate}", names) == "MAL7/w==");
  BOOST_TEST(filled("{base64url:certificate}", names) == "MAL7_w");
  BOOST_TEST(filled("x={hex:certificate}", names) == "x=3002fbff");
  BOOST_TEST(filled("{raw:certificate}", names) == std::string("0\x02\xFB\xFF"));
  BOOST_TEST(filled("{pem:certificate}", names) ==
             "-----BEGIN CERTIFICATE-----\nMAL7/w==\n-----END CERTIFICATE-----\n");
  BOOST_TEST(filled("{hex:nonce}", names) == "6120622663");
}

BOOST_AUTO_TEST_CASE(a_form_is_percent_encoded) {
  BOOST_TEST(filled_form({{"nonce", "{nonce}"}, {"c", "{base64:certificate}"}}, names) ==
             "nonce=a%20b%26c&c=MAL7%2Fw%3D%3D");
}

BOOST_AUTO_TEST_CASE(values_are_taken_from_text_header_and_json) {
  const HttpAnswer page{200, {{"Location", "/next"}}, "<html>\n<input name=\"csrf\" value=\"s3\">\n"};
  const auto csrf = std::regex("name=\"csrf\" value=\"([^\"]+)\"");
  BOOST_TEST(taken({"csrf", "", csrf}, page).value() == "s3");
  BOOST_TEST(taken({"to", "", {}, "location"}, page).value() == "/next");
  BOOST_TEST(!taken({"csrf", "/csrf"}, page).has_value());
  BOOST_TEST(!taken({"to", "", {}, "X-None"}, page).has_value());
  BOOST_TEST(taken({"n", "/n"}, HttpAnswer{200, {}, "{\"n\": 5}"}).value() == "5");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace tameshi::subjects
