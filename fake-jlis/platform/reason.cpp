#include "fake-jlis/platform/reason.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/resources.hpp"
#include "base/yaml_reader.hpp"
#include "fake-jlis/documents/fault.hpp"

namespace tameshi::jlis::platform {
namespace {

constexpr std::string_view table = "fake-jlis/platform/reasons.yaml";

ReasonRow read_row(const yaml::Node& node, yaml::Problems& problems) {
  yaml::Fields fields(node, "a reason", problems);
  ReasonRow out;
  out.name = fields.text("name");
  out.layer = fields.one_of("layer", {"certificate", "status", "document", "request", "service"});
  out.says = fields.text("says");
  out.retryable = fields.boolean("retryable", false);
  out.source = fields.text("source");
  fields.finish();
  return out;
}

std::vector<ReasonRow> read_rows() {
  yaml::Problems problems;
  std::vector<ReasonRow> out;
  if (const auto root = yaml::read(resources::find(table).value_or(""), std::string(table), problems)) {
    yaml::Fields fields(*root, "the table of reasons", problems);
    if (const auto* rows = fields.required("reasons")) {
      out.reserve(rows->items.size());
      for (const auto& item : rows->items) out.push_back(read_row(item, problems));
    }
    fields.finish();
  }
  if (!problems.empty()) throw Trouble(problems.all().front());
  for (const auto& fault : documents::faults())
    out.push_back({fault.name, "document", fault.says, false, fault.source});
  return out;
}

}  // namespace

const std::vector<ReasonRow>& reason_rows() {
  static const auto rows = read_rows();
  return rows;
}

const ReasonRow& reason_row(std::string_view name) {
  const auto& rows = reason_rows();
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const ReasonRow& row) { return row.name == name; });
  if (found == rows.end()) throw Trouble("the table has no such reason", std::string(name), "");
  return *found;
}

std::string table_of_reasons() {
  std::string out = "| reason | | may help to ask again | source |\n| --- | --- | --- | --- |\n";
  for (const auto& row : reason_rows())
    out +=
        fmt::format("| `{}` | {} | {} | {} |\n", row.name, row.says, row.retryable ? "yes" : "", row.source);
  return out;
}

tl::unexpected<Refusal> refuse(std::string_view reason, std::string detail) {
  return tl::unexpected(Refusal{reason_row(reason).name, std::move(detail)});
}

tl::unexpected<Refusal> refuse(std::string_view reason, const Problem& problem) {
  return refuse(reason, to_string(problem));
}

}  // namespace tameshi::jlis::platform
