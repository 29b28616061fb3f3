#include "reports/text.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "base/bytes.hpp"
#include "base/testing/cases.hpp"

namespace tameshi::reports {
namespace {

void check_shown(const yaml::Node& item) {
  const auto bytes = from_hex(tameshi::testing::text_at(item, "bytes"));
  BOOST_REQUIRE(bytes.has_value());
  BOOST_TEST(visible(text_of(*bytes)) == tameshi::testing::text_at(item, "shown"));
}

CASES("text", "text.cases.yaml", check_shown);

}  // namespace

BOOST_AUTO_TEST_SUITE(text_functions)

BOOST_AUTO_TEST_CASE(one_line_has_no_line_ends) {
  BOOST_TEST(one_line("a\r\nb\tc\nd") == "a b c d");
}

BOOST_AUTO_TEST_CASE(escaped_text_can_end_neither_tag_nor_attribute_nor_cdata) {
  BOOST_TEST(escaped("<a b=\"c\" d='e'>&]]>") == "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;]]&gt;");
}

BOOST_AUTO_TEST_CASE(head_does_not_cut_a_character_through) {
  BOOST_TEST(head_of("試し", 6) == "試し");
  BOOST_TEST(head_of("試し", 5) == "試");
  BOOST_TEST(head_of("試し", 3) == "試");
  BOOST_TEST(head_of("試し", 2).empty());
}

BOOST_AUTO_TEST_CASE(head_of_what_is_not_utf_8_keeps_nearly_all) {
  BOOST_TEST(head_of(std::string(100, '\x80'), 50).size() == 47U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::reports
