#include "base/suggest.hpp"

#include "base/testing/cases.hpp"

using namespace tameshi;
using testing::text_at;

namespace {

void check(const yaml::Node& test) {
  std::vector<std::string> known;
  for (const auto& word : test.find("known")->items) known.push_back(word.text);
  BOOST_TEST(suggestion(text_at(test, "word"), known) == text_at(test, "says"));
}

CASES("suggest", "suggest.cases.yaml", check);

}  // namespace
