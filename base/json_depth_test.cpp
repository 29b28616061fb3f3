#include "base/json_depth.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

namespace tameshi {
namespace {

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_depth)

BOOST_AUTO_TEST_CASE(sixty_four_levels_are_enough) {
  BOOST_TEST(!nests_too_deep(nested(64)));
  BOOST_TEST(nests_too_deep(nested(65)));
  BOOST_TEST(nests_too_deep(R"({"a":)" + nested(64) + "}"));
}

BOOST_AUTO_TEST_CASE(brackets_side_by_side_and_in_texts_are_no_depth) {
  std::string row = "[";
  for (int i = 0; i < 100; ++i) row += R"([],{},)";
  BOOST_TEST(!nests_too_deep(row + "0]"));
  BOOST_TEST(!nests_too_deep(R"([")" + std::string(100, '[') + R"("])"));
  BOOST_TEST(!nests_too_deep(R"(["\")" + std::string(100, '{') + R"("])"));
}

BOOST_AUTO_TEST_CASE(brackets_in_texts_hide_no_depth) {
  const std::string many(1000, ']');
  BOOST_TEST(nests_too_deep(R"([")" + many + R"(",)" + nested(500) + "]"));
  BOOST_TEST(nests_too_deep(R"(["\\",")" + many + R"(",)" + nested(500) + "]"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tameshi
