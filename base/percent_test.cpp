#include "base/percent.hpp"

#include "base/testing/cases.hpp"

using namespace tameshi;
using testing::text_at;

namespace {

void check(const yaml::Node& test) {
  const auto encoded = text_at(test, "encoded");
  const auto decoded = percent_decoded(encoded);
  if (test.find("refused") != nullptr) {
    BOOST_REQUIRE(!decoded.has_value());
    BOOST_TEST(to_string(decoded.error()) == text_at(test, "refused"));
    return;
  }
  const bool both_ways = test.find("text") != nullptr;
  const auto text = text_at(test, both_ways ? "text" : "decoded");
  BOOST_REQUIRE(decoded.has_value());
  BOOST_TEST(*decoded == text);
  if (both_ways) BOOST_TEST(percent_encoded(text) == encoded);
}

CASES("percent", "percent.cases.yaml", check);

}  // namespace
