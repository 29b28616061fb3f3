#include "conformance/scenario/file_order.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace tameshi::scenario {
namespace {

// Takes ":17" off the end; 0 when there is no such number.
int take_number(std::string_view& where) {
  const auto colon = where.rfind(':');
  if (colon == std::string_view::npos) return 0;
  const auto digits = where.substr(colon + 1);
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  where = where.substr(0, colon);
  return value;
}

std::pair<int, int> line_and_column(const Problem& problem) {
  std::string_view where = problem.where;
  const int column = take_number(where);
  return {take_number(where), column};
}

}  // namespace

void add_in_file_order(const yaml::Problems& found, yaml::Problems& to) {
  auto all = found.all();
  std::stable_sort(all.begin(), all.end(), [](const Problem& a, const Problem& b) {
    return line_and_column(a) < line_and_column(b);
  });
  for (auto& problem : all) to.add(std::move(problem));
}

}  // namespace tameshi::scenario
