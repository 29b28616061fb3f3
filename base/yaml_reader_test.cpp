#include "base/yaml_reader.hpp"

#include "base/bytes.hpp"
#include "base/testing/cases.hpp"

using namespace tameshi;
using testing::text_at;

namespace {

void read_inner(const yaml::Node& node, yaml::Problems& problems) {
  yaml::Fields fields(node, "an inner map", problems);
  fields.text("key");
  fields.finish();
}

void read_sample(const yaml::Node& node, yaml::Problems& problems) {
  yaml::Fields fields(node, "a sample", problems);
  fields.text("name");
  fields.integer("count", 0, 9, 0);
  fields.one_of("colour", {"red", "green", "blue"}, "red");
  fields.boolean("quiet", false);
  fields.texts("tags");
  if (const auto* inner = fields.optional("inner")) read_inner(*inner, problems);
  fields.finish();
}

std::string repeated(const std::string& text, long times) {
  std::string out;
  for (long i = 0; i < times; ++i) out += text;
  return out;
}

std::string input_of(const yaml::Node& test) {
  const auto bytes = from_hex(text_at(test, "input-hex")).value();
  auto out = text_at(test, "input") + std::string(text_of(bytes));
  if (const auto* repeat = test.find("repeat")) {
    const auto times = yaml::scalar_integer(*repeat->find("times")).value();
    out += repeated(text_at(*repeat, "text"), times) + repeated(text_at(*repeat, "close"), times);
  }
  return out;
}

void check(const yaml::Node& test) {
  yaml::Problems problems;
  const auto node = yaml::read(input_of(test), "sample.yaml", problems);
  if (node) read_sample(*node, problems);
  const auto& expected = test.find("problems")->items;
  BOOST_TEST(problems.all().size() == expected.size());
  for (std::size_t i = 0; i < problems.all().size(); ++i) {
    BOOST_TEST(to_string(problems.all()[i]) == (i < expected.size() ? expected[i].text : "no problem"));
  }
}

CASES("yaml_errors", "yaml_errors.cases.yaml", check);

yaml::Node read(std::string_view text) {
  yaml::Problems problems;
  auto node = yaml::read(text, "sample.yaml", problems);
  BOOST_REQUIRE(problems.empty());
  return node.value();
}

BOOST_AUTO_TEST_SUITE(yaml_reader)

BOOST_AUTO_TEST_CASE(every_node_knows_its_place) {
  const auto root = read("a: 1\nb:\n  - x\n  - { c: y }\n");
  BOOST_TEST(to_string(root.find("a")->place) == "sample.yaml:1:4");
  const auto& list = *root.find("b");
  BOOST_TEST(to_string(list.place) == "sample.yaml:3:3");
  BOOST_TEST(to_string(list.items[1].find("c")->place) == "sample.yaml:4:10");
  BOOST_TEST(to_string(root.entries[1].place) == "sample.yaml:2:1");
}

BOOST_AUTO_TEST_CASE(keys_keep_the_order_of_the_file) {
  const auto root = read("{ z: 1, a: 2, m: 3 }");
  BOOST_TEST(root.entries[0].key == "z");
  BOOST_TEST(root.entries[1].key == "a");
  BOOST_TEST(root.entries[2].key == "m");
}

BOOST_AUTO_TEST_CASE(quotes_are_remembered) {
  const auto root = read("[plain, \"double\", 'single', 007]");
  BOOST_TEST(!root.items[0].quoted);
  BOOST_TEST(root.items[1].quoted);
  BOOST_TEST(root.items[2].quoted);
  BOOST_TEST(root.items[3].text == "007");
}

BOOST_AUTO_TEST_CASE(block_text_keeps_its_lines) {
  const auto root = read("a: |\n  one\n  two\nb: >\n  one\n  two\n");
  BOOST_TEST(root.find("a")->text == "one\ntwo\n");
  BOOST_TEST(root.find("b")->text == "one two\n");
}

BOOST_AUTO_TEST_CASE(fallbacks_stand_in_for_absent_keys) {
  const auto root = read("{ tags: one }");
  yaml::Problems problems;
  yaml::Fields fields(root, "a sample", problems);
  BOOST_TEST(fields.text("name", "nobody") == "nobody");
  BOOST_TEST(fields.integer("count", 0, 9, 7) == 7);
  BOOST_TEST(fields.boolean("quiet", true));
  BOOST_TEST(fields.one_of("colour", {"red", "green"}, "green") == "green");
  BOOST_TEST(fields.texts("tags") == std::vector<std::string>{"one"}, boost::test_tools::per_element());
  BOOST_TEST(problems.empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
