#include "fake-jlis/nation/customs.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/resources.hpp"
#include "fake-jlis/registry/life.hpp"

namespace tameshi::jlis::nation {
namespace {

using yaml::Fields;
using yaml::Node;
using yaml::Problems;

constexpr long most_days = 10'000;
constexpr long oldest_age = 200;

std::vector<std::string> all_acts() {
  auto out = own_acts;
  for (const auto& event : registry::life().events) out.push_back(event.name);
  return out;
}

struct Range {
  unsigned first = 0;
  unsigned last = 0;
};

// [1, 14]
Range read_range(Fields& row, std::string_view key, Range bounds) {
  const auto* node = row.optional(key);
  if (node == nullptr) return bounds;
  std::vector<long> ends;
  for (const auto& item : node->items) ends.push_back(yaml::scalar_integer(item).value_or(-1));
  if (ends.size() != 2 || ends[0] < bounds.first || ends[1] < ends[0] || ends[1] > bounds.last) {
    row.problems().add(node->place,
                       fmt::format("\"{}\" must be two numbers from {} to {}, the lower one first", key,
                                   bounds.first, bounds.last));
    return bounds;
  }
  return {static_cast<unsigned>(ends[0]), static_cast<unsigned>(ends[1])};
}

ByChance read_chance(const Node& node, Problems& problems) {
  Fields row(node, "what happens by chance", problems);
  ByChance out;
  out.act = row.one_of("do", all_acts());
  out.per_thousand = static_cast<unsigned>(row.integer("per-thousand", 1, 100'000));
  const auto ages = read_range(row, "ages", {0, oldest_age});
  out.youngest = ages.first;
  out.oldest = ages.last;
  row.finish();
  return out;
}

// What follows follows on another day, so that whoever looks daily has seen what went before.
Choices read_choices(Fields& row) {
  Choices out;
  unsigned together = 0;
  if (const auto* all = row.required("one-of")) {
    for (const auto& node : all->items) {
      Fields fields(node, "a choice", row.problems());
      const auto act = fields.one_of("do", all_acts());
      const auto percent = static_cast<unsigned>(fields.integer("percent", 1, 100));
      const auto days = read_range(fields, "days", {1, most_days});
      fields.finish();
      out.push_back({act, percent, days.first, days.last});
      together += percent;
    }
    if (together > 100) row.problems().add(all->place, "these are more than all of a hundred");
  }
  return out;
}

void read_table(Fields& fields, std::string_view key, std::string_view name,
                const std::vector<std::string>& names, std::map<std::string, Choices>& out) {
  const auto* rows = fields.required(key);
  if (rows == nullptr) return;
  for (const auto& node : rows->items) {
    Fields row(node, key, fields.problems());
    const auto what = row.one_of(name, names);
    if (!out.emplace(what, read_choices(row)).second)
      fields.problems().add(node.place, fmt::format("\"{}\" stands here a second time", what));
    row.finish();
  }
}

}  // namespace

std::optional<Customs> read_customs(std::string_view text, const std::string& file, Problems& problems) {
  const auto root = yaml::read(text, file, problems);
  if (!root) return std::nullopt;
  Customs out;
  Fields fields(*root, "the table of customs", problems);
  if (const auto* rows = fields.required("by-chance")) {
    for (const auto& row : rows->items) out.by_chance.push_back(read_chance(row, problems));
  }
  read_table(fields, "follow-ups", "after", all_acts(), out.follow_ups);
  read_table(fields, "before-end", "of", {"certificates", "card", "stay"}, out.before_end);
  fields.finish();
  if (!problems.empty()) return std::nullopt;
  return out;
}

const Customs& customs() {
  static const auto all = [] {
    const std::string file = "fake-jlis/nation/customs.yaml";
    Problems problems;
    auto out = read_customs(resources::find(file).value_or(""), file, problems);
    if (!out) throw Trouble(problems.all().front());
    return *std::move(out);
  }();
  return all;
}

}  // namespace tameshi::jlis::nation
