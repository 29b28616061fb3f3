#include "fake-jlis/documents/fault.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/resources.hpp"
#include "base/yaml_reader.hpp"

namespace tameshi::jlis::documents {
namespace {

constexpr std::string_view path = "fake-jlis/documents/faults.yaml";
const std::vector<std::string> formats{"raw", "cms", "xml", "pdf"};

FaultRow read_row(const yaml::Node& node, yaml::Problems& problems) {
  yaml::Fields fields(node, "a fault", problems);
  FaultRow out{fields.text("name"), fields.text("says"), fields.texts("of"), fields.text("source")};
  for (const auto& word : out.of) {
    if (std::find(formats.begin(), formats.end(), word) == formats.end())
      problems.add(node.place, fmt::format("\"{}\" is no format", word), "raw, cms, xml or pdf");
  }
  fields.finish();
  return out;
}

std::vector<FaultRow> read_table() {
  yaml::Problems problems;
  std::vector<FaultRow> out;
  const auto text = resources::find(path);
  if (!text) throw Trouble("the table of faults is not in the program", std::string(path), "");
  if (const auto root = yaml::read(*text, std::string(path), problems)) {
    yaml::Fields fields(*root, "the table of faults", problems);
    if (const auto* rows = fields.required("faults")) {
      for (const auto& row : rows->items) out.push_back(read_row(row, problems));
    }
    fields.finish();
  }
  if (!problems.empty()) throw Trouble(problems.all().front());
  return out;
}

const FaultRow& row_of(std::string_view name) {
  const auto& rows = faults();
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const FaultRow& row) { return row.name == name; });
  if (found == rows.end())
    throw Trouble(fmt::format("no fault is called \"{}\"", name), std::string(path), "");
  return *found;
}

}  // namespace

const std::vector<FaultRow>& faults() {
  static const auto rows = read_table();
  return rows;
}

Fault fault(std::string_view name, std::string detail) {
  return {row_of(name).name, std::move(detail)};
}

std::string to_string(const Fault& fault) {
  const auto& row = row_of(fault.name);
  return fault.detail.empty() ? fmt::format("{}: {}", row.name, row.says)
                              : fmt::format("{}: {} ({})", row.name, row.says, fault.detail);
}

}  // namespace tameshi::jlis::documents
