#include "fake-jlis/registry/written_name.hpp"

#include "base/testing/cases.hpp"

using namespace tameshi;
using namespace tameshi::jlis::registry;
using testing::text_at;

namespace {

Positions positions_at(const yaml::Node& test, std::string_view key) {
  Positions out;
  if (const auto* list = test.find(key)) {
    for (const auto& item : list->items) out.push_back(static_cast<std::size_t>(*yaml::scalar_integer(item)));
  }
  return out;
}

void check(const yaml::Node& test) {
  const auto after = with_brackets({text_at(test, "before"), positions_at(test, "substitutes")},
                                   text_at(test, "former"), text_at(test, "common"));
  BOOST_TEST(after.text == text_at(test, "after"));
  BOOST_TEST(after.substitutes == positions_at(test, "then"), boost::test_tools::per_element());
}

CASES("written_name", "written_name.cases.yaml", check);

}  // namespace
