#include "fake-jlis/documents/pdf_object.hpp"

#include "base/testing/cases.hpp"
#include "fake-jlis/documents/utf16.hpp"

namespace tameshi::jlis::documents::testing {
namespace {

using tameshi::testing::text_at;

void check(const yaml::Node& node) {
  const auto bytes = bytes_of(text_at(node, "text"));
  pdf::Parser parser(bytes);
  const auto object = parser.object();
  const auto refused = text_at(node, "refused");
  BOOST_TEST((object ? pdf::written(*object) : to_string(object.error())) ==
             (refused.empty() ? text_at(node, "means") : refused));
  if (!object) return;
  // What is written means the same.
  const auto again = bytes_of(pdf::written(*object));
  BOOST_TEST((*pdf::Parser(again).object() == *object));
}

}  // namespace

CASES("pdf-object", "pdf_object.cases.yaml", check);

BOOST_AUTO_TEST_SUITE(pdf_text_strings)

BOOST_AUTO_TEST_CASE(text_goes_there_and_back) {
  for (const auto* text : {"", "Hanako", "試験　花子", "𠮷野家", "é"})
    BOOST_TEST(pdf::utf8_of(pdf::text_string(text)) == text);
  BOOST_TEST(pdf::text_string("Hanako") == "Hanako");
  BOOST_TEST(hex(bytes_of(pdf::text_string("花𠮷"))) == "FEFF82B1D842DFB7");
}

BOOST_AUTO_TEST_CASE(other_ways_of_writing_are_read) {
  BOOST_TEST(pdf::utf8_of("\xEF\xBB\xBF"
                          "花") == "花");
  BOOST_TEST(pdf::utf8_of("\xE9t\xE9") == "été");
  BOOST_TEST(pdf::utf8_of(std::string("\xFE\xFF\xD8\x42", 4)) == "\xEF\xBF\xBD");
  BOOST_TEST(pdf::utf8_of(std::string("\xFE\xFF\x00\x41\x00", 5)) == "A\xEF\xBF\xBD");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi::jlis::documents::testing
