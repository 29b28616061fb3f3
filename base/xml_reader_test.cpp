#include "base/xml_reader.hpp"

#include "base/bytes.hpp"
#include "base/testing/cases.hpp"

using namespace tameshi;
using testing::text_at;

namespace {

std::string input_of(const yaml::Node& test) {
  const auto bytes = from_hex(text_at(test, "input-hex")).value();
  auto out = std::string(text_of(bytes)) + text_at(test, "input");
  if (const auto* repeat = test.find("repeat")) {
    const auto times = yaml::scalar_integer(*repeat->find("times")).value();
    for (long i = 0; i < times; ++i) out += text_at(*repeat, "text");
  }
  return out;
}

std::string named(const std::string& space, const std::string& name) {
  return space.empty() ? name : "{" + space + "}" + name;
}

std::string shown(const xml::Element& element) {
  auto out = named(element.space, element.name);
  for (const auto& one : element.attributes) out += " " + named(one.space, one.name) + "=" + one.value;
  out += " \"" + element.text + "\"";
  std::string inner;
  for (const auto& child : element.children) inner += (inner.empty() ? "" : " ") + shown(child);
  return inner.empty() ? out : out + " (" + inner + ")";
}

void check(const yaml::Node& test) {
  const auto root = xml::read(input_of(test), {400, 4});
  BOOST_TEST((root ? shown(*root) : "") == text_at(test, "tree"));
  BOOST_TEST((root ? "" : to_string(root.error())) == text_at(test, "problem"));
}

CASES("xml_reader", "xml_reader.cases.yaml", check);

}  // namespace

BOOST_AUTO_TEST_SUITE(xml_tree)

BOOST_AUTO_TEST_CASE(an_element_knows_its_line_and_its_children) {
  const auto root = value_or_trouble(xml::read("<a>\n<b x='1'/>\n<c/></a>"));
  BOOST_REQUIRE(root.child("c") != nullptr);
  BOOST_TEST(root.child("c")->line == 3);
  BOOST_TEST(root.child("b")->attribute("x")->value == "1");
  BOOST_TEST(root.child("d") == nullptr);
  BOOST_TEST(root.attribute("x") == nullptr);
}

BOOST_AUTO_TEST_CASE(what_is_escaped_comes_back) {
  const std::string text = "a < b && c > \"d\"";
  BOOST_TEST(value_or_trouble(xml::read("<a>" + xml::escaped(text) + "</a>")).text == text);
}

BOOST_AUTO_TEST_SUITE_END()
