#include "base/flat_object.hpp"

#include <nlohmann/json.hpp>

#include "base/testing/cases.hpp"

using namespace tameshi;

BOOST_AUTO_TEST_SUITE(flat_objects)

BOOST_AUTO_TEST_CASE(strings_and_whole_numbers_are_read) {
  const auto object =
      FlatObject::read(R"({"number":17,"because":"§2.1 いいえ","zero":0,"most":18446744073709551615})");
  BOOST_REQUIRE(object.has_value());
  BOOST_TEST(*object->number("number") == 17U);
  BOOST_TEST(*object->text("because") == "§2.1 いいえ");
  BOOST_TEST(*object->number("zero") == 0U);
  BOOST_TEST(*object->number("most") == UINT64_MAX);
  BOOST_TEST(!object->text("number").has_value());
  BOOST_TEST(!object->number("because").has_value());
  BOOST_TEST(!object->has("none"));
}

BOOST_AUTO_TEST_CASE(of_two_fields_of_a_name_the_last_counts_as_for_others) {
  const std::string line = R"({"a":"1","a":"2"})";
  BOOST_TEST(*FlatObject::read(line)->text("a") == "2");
  BOOST_TEST(nlohmann::json::parse(line).at("a") == "2");
}

BOOST_AUTO_TEST_CASE(anything_else_is_left_to_others) {
  for (const auto* line : {"",
                           "{",
                           "{}",
                           "[]",
                           R"({"a":1}x)",
                           R"({"a":1)",
                           R"({"a":01})",
                           R"({"":"4})",
                           R"({"a":"4)",
                           R"({"a":-1})",
                           R"({"a":1.5})",
                           R"({"a":1e3})",
                           R"({"a":18446744073709551616})",
                           R"({"a":"\n"})",
                           R"({"a": 1})",
                           R"({"a":{}})",
                           R"({"a":[]})",
                           R"({"a":null})",
                           R"({"a":"1",})",
                           R"({a:1})",
                           "{\"a\":\"\x01\"}",
                           "{\"a\":\"\xC0\xAF\"}"})
    BOOST_TEST(!FlatObject::read(line).has_value(), line);
}

BOOST_AUTO_TEST_SUITE_END()
