#include "fake-jlis/registry/lie_page.hpp"

#include <fmt/format.h>

namespace tameshi::jlis {
namespace {

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

}  // namespace tameshi::jlis
