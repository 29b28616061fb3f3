#include "fake-jlis/http/csv.hpp"

#include <fmt/ranges.h>

#include "base/testing/cases.hpp"

namespace tameshi::jlis::http {
namespace {

void check(const yaml::Node& test) {
  using tameshi::testing::text_at;
  const auto text = text_at(test, "text");
  const auto lines = read_csv(text, 3);
  BOOST_TEST((lines ? "" : to_string(lines.error())) == text_at(test, "problem"));
  if (!lines) return;
  std::vector<std::string> shown, wanted;
  for (const auto& line : *lines) shown.push_back(fmt::format("{}", fmt::join(line, "|")));
  for (const auto& item : test.find("lines")->items) wanted.push_back(item.text);
  BOOST_TEST(shown == wanted, boost::test_tools::per_element());
}

CASES("csv", "csv.cases.yaml", check);

}  // namespace
}  // namespace tameshi::jlis::http
