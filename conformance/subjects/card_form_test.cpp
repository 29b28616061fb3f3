#include "conformance/subjects/card_form.hpp"

#include <fmt/format.h>

#include "base/testing/cases.hpp"

namespace tameshi::subjects {
namespace {

std::string text_or_nothing(const yaml::Node& item, const char* key) {
  return item.find(key) == nullptr ? "" : testing::text_at(item, key);
}

void check(const yaml::Node& item) {
  const auto file = *from_hex(testing::text_at(item, "file"));
  BOOST_TEST(my_number_in(file).value_or("") == text_or_nothing(item, "number"));
  const auto found = attributes_in(file);
  const auto told =
      found ? fmt::format("{}|{}|{}|{}", found->name, found->address, found->birth_date, found->sex) : "";
  BOOST_TEST(told == text_or_nothing(item, "attributes"));
}

CASES("card_form", "card_form.cases.yaml", check);

}  // namespace
}  // namespace tameshi::subjects
