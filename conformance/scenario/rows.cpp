#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "conformance/scenario/read_parts.hpp"
#include "conformance/scenario/values.hpp"

namespace tameshi::scenario {
namespace {

using yaml::Node;

constexpr std::size_t most_rows = 2'000;

// A text is its own label; of a map its name, or else the first text in it.
std::string label_of(const Node& value) {
  if (value.kind == Node::Kind::scalar) return value.text;
  if (const auto* name = value.find("name"); name != nullptr) return name->text;
  for (const auto& entry : value.entries) {
    if (entry.value.kind == Node::Kind::scalar) return entry.value.text;
  }
  return "row";
}

void add_to_label(Row& row, const Node& value) {
  row.label += (row.label.empty() ? "" : ",") + label_of(value);
}

std::vector<Row> crossed(const std::vector<Row>& rows, const yaml::Entry& column) {
  std::vector<Row> out;
  for (const auto& row : rows) {
    for (const auto& value : column.value.items) {
      out.push_back(row);
      out.back().values.set(column.key, value);
      add_to_label(out.back(), value);
    }
  }
  return out;
}

// Whoever names a row means one.
void check_labels(const Node& table, const std::vector<Row>& rows, yaml::Problems& problems) {
  std::set<std::string> seen;
  for (const auto& row : rows) {
    if (seen.insert(row.label).second) continue;
    problems.add(table.place, fmt::format("two rows are called \"{}\"", row.label),
                 "give each a name: { name: …, … }");
    return;
  }
}

}  // namespace

std::vector<Row> rows_of(const Node& root, yaml::Problems& problems) {
  std::vector<Row> out(1);
  const auto* table = root.find("for-each");
  if (table == nullptr) return out;
  if (table->kind != Node::Kind::map || table->entries.empty()) {
    problems.add(table->place,
                 fmt::format("\"for-each\" must be a map of lists, but this is {}", kind_in_words(*table)),
                 "write for-each: { holder: [hanako, taro] }");
    return out;
  }
  for (const auto& column : table->entries) {
    check_plain_name(column.key, column.place, problems);
    if (!is_filled_list(column.value, fmt::format("\"{}\"", column.key), problems)) return out;
    if (out.size() * column.value.items.size() > most_rows) {
      problems.add(column.place, fmt::format("more than {} rows", most_rows), "split the scenario");
      return out;
    }
    out = crossed(out, column);
  }
  check_labels(*table, out, problems);
  return out;
}

}  // namespace tameshi::scenario
