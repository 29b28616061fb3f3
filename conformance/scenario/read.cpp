#include <fmt/format.h>

#include <algorithm>

#include "conformance/scenario/file_order.hpp"
#include "conformance/scenario/read_parts.hpp"

namespace tameshi::scenario {
namespace {

Scenario read_root(const yaml::Node& root, const std::string& path, yaml::Problems& problems) {
  yaml::Fields fields(root, "a scenario", problems);
  Scenario out;
  out.path = path;
  out.title = fields.text("title");
  out.story = fields.text("story", "");
  out.cites = fields.texts("cites");
  out.tags = fields.texts("tags");
  if (const auto* given = fields.optional("given")) out.given = read_given(*given, problems);
  if (const auto* steps = fields.required("steps")) out.steps = read_steps(*steps, out.given, problems);
  if (const auto* expect = fields.optional("expect")) out.expect = read_run_expectations(*expect, problems);
  fields.finish();
  if (const auto* title = root.find("title"); title != nullptr && title->kind != yaml::Node::Kind::list) {
    if (out.title.empty()) problems.add(title->place, "the title is empty", "say in one sentence what holds");
  }
  return out;
}

}  // namespace

bool is_plain_name(std::string_view name) {
  constexpr std::size_t longest = 64;
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !name.empty() && name.size() <= longest && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), plain);
}

void check_plain_name(const std::string& name, const Place& place, yaml::Problems& problems) {
  if (is_plain_name(name)) return;
  problems.add(place, fmt::format("\"{}\" is no name", name), "use small letters, digits and dashes");
}

bool is_filled_list(const yaml::Node& node, std::string_view what, yaml::Problems& problems) {
  if (node.kind != yaml::Node::Kind::list) {
    problems.add(node.place,
                 fmt::format("{} must be a list, but this is {}", what, yaml::kind_in_words(node)),
                 "begin each entry with a dash");
    return false;
  }
  if (node.items.empty()) problems.add(node.place, fmt::format("{} is an empty list", what), "add an entry");
  return !node.items.empty();
}

std::optional<Scenario> read(std::string_view text, const std::string& path, yaml::Problems& problems) {
  yaml::Problems found;
  const auto root = yaml::read(text, path, found);
  auto out = root ? read_root(*root, path, found) : Scenario{};
  add_in_file_order(found, problems);
  if (!found.empty()) return std::nullopt;
  return out;
}

}  // namespace tameshi::scenario
