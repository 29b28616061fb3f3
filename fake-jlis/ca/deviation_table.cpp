#include "fake-jlis/ca/deviation_table.hpp"

#include <fmt/format.h>

#include "fake-jlis/ca/deviation.hpp"

namespace tameshi::jlis::ca {
namespace {

constexpr std::string_view introduction = R"(# How certificates deviate

Made from `fake-jlis/ca/deviations/*.yaml`; `base/tools/check_generated.sh --write` makes it anew.

`tameshi deviations --out DIR` writes a certificate of every row, the roots to trust and `index.json`. *Expected* is
what a careful relying party decides: *reject*; *accept*, for what must not make it fail; *acceptable*, when both can be
defended and it must decide on purpose. *Layer* is what must refuse. *Seen by* is what a tool says that nobody here
wrote (openssl, pkilint, certtool; *reader* is our own strict reader), and is tested.
)";

std::string seen_by(const Deviation& deviation) {
  if (!deviation.no_tool.empty()) return "none: " + deviation.no_tool;
  std::string out;
  for (const auto& finding : deviation.seen_by) {
    out += fmt::format("{}{}: {}", out.empty() ? "" : "; ", finding.tool, finding.text);
  }
  return out;
}

std::string row_of(const Deviation& deviation) {
  const auto kind = deviation.of.size() == 2 ? "both" : std::string(to_string(deviation.of.front()));
  const auto note = deviation.note.empty() ? "" : " " + deviation.note;
  return fmt::format("| `{}` | {}{} | {} | {} | {} | {} |\n", deviation.name, deviation.says, note, kind,
                     to_string(deviation.expected), seen_by(deviation), deviation.source);
}

}  // namespace

std::string deviations_page() {
  std::string out(introduction);
  for (const auto* wanted : {"chain", "profile", "time", "contents", "encoding", "signature", "none"}) {
    out += fmt::format(
        "\n## {}\n\n| name | what it is | of | expected | seen by | source |\n"
        "| --- | --- | --- | --- | --- | --- |\n",
        std::string_view(wanted) == "none" ? "Nothing to refuse" : fmt::format("Layer: {}", wanted));
    for (const auto& deviation : deviations()) {
      if (deviation.layer == wanted) out += row_of(deviation);
    }
  }
  return out;
}

}  // namespace tameshi::jlis::ca
