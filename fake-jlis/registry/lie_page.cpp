#include "fake-jlis/registry/lie_page.hpp"

#include <fmt/format.h>

namespace tameshi::jlis {
namespace {

constexpr std::string_view begin = "<!-- table: lies.yaml -->\n";
constexpr std::string_view end = "<!-- end of table -->";
constexpr std::string_view nobody = "no-tool: ";

std::string row_of(const LieWord& lie) {
  const auto caught =
      lie.caught_by.starts_with(nobody) ? "none: " + lie.caught_by.substr(nobody.size()) : lie.caught_by;
  return fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", lie.name, lie.says, lie.legal ? "legal" : "wrong",
                     lie.decision == Decision::fail_closed ? "fails closed" : "may accept", caught,
                     lie.source);
}

}  // namespace

std::string table_of(const LieList& list) {
  std::string out =
      "| lie | what it is | kind | a careful RP | who notices | source |\n| --- | --- | --- | --- | --- | "
      "--- |\n";
  for (const auto& lie : list.words) out += row_of(lie);
  return out;
}

std::string with_table_of(const LieList& list, std::string_view page) {
  const auto from = page.find(begin);
  const auto to = page.find(end);
  if (from == std::string_view::npos || to == std::string_view::npos) {
    throw Trouble(fmt::format("a page has no place for the table of {}", list.what), "", "");
  }
  return fmt::format("{}\n{}\n{}", page.substr(0, from + begin.size()), table_of(list), page.substr(to));
}

}  // namespace tameshi::jlis
