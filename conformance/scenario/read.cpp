#include <fmt/format.h>

#include <algorithm>

#include "conformance/scenario/file_order.hpp"
#include "conformance/scenario/read_parts.hpp"

namespace tameshi::scenario {
namespace {

// skip: "not built yet"; or a list of { because, subjects, link }.
std::vector<OfSubjects> read_of_subjects(const yaml::Node& node, const std::string& key,
                                         yaml::Problems& problems) {
  if (node.kind == yaml::Node::Kind::scalar) return {{{}, node.text, {}, node.place}};
  std::vector<OfSubjects> out;
  if (!is_filled_list(node, fmt::format("\"{}\"", key), problems)) return out;
  for (const auto& item : node.items) {
    yaml::Fields fields(item, fmt::format("an entry of \"{}\"", key), problems);
    OfSubjects one{fields.texts("subjects"), fields.text("because"), fields.text("link", ""), item.place};
    fields.finish();
    out.push_back(std::move(one));
  }
  return out;
}

Scenario read_root(const yaml::Node& root, const std::string& path, yaml::Problems& problems) {
  yaml::Fields fields(root, "a scenario", problems);
  Scenario out;
  out.path = path;
  out.title = fields.text("title");
  out.story = fields.text("story", "");
  out.cites = fields.texts("cites");
  out.tags = fields.texts("tags");
  read_suite_case(fields, root, out);
  fields.optional("for-each");
  if (const auto* skip = fields.optional("skip")) out.skip = read_of_subjects(*skip, "skip", problems);
  if (const auto* fails = fields.optional("fails")) out.fails = read_of_subjects(*fails, "fails", problems);
  if (const auto* given = fields.optional("given")) out.given = read_given(*given, problems);
  if (const auto* steps = fields.required("steps")) out.steps = read_steps(*steps, out.given, problems);
  if (const auto* expect = fields.optional("expect")) out.expect = read_run_expectations(*expect, problems);
  fields.finish();
  if (const auto* title = root.find("title"); title != nullptr && title->kind != yaml::Node::Kind::list) {
    if (out.title.empty()) problems.add(title->place, "the title is empty", "say in one sentence what holds");
  }
  return out;
}

// A mistake in what all rows share is one mistake.
void add_new(const yaml::Problems& found, yaml::Problems& to) {
  const auto same = [](const Problem& a, const Problem& b) {
    return a.what == b.what && a.where == b.where && a.cure == b.cure;
  };
  for (const auto& problem : found.all()) {
    const auto& all = to.all();
    if (std::none_of(all.begin(), all.end(), [&](const Problem& p) { return same(p, problem); }))
      to.add(problem);
  }
}

// The titles and cases of rows must differ, for a report names nothing else.
void tell_apart(const yaml::Node& root, const Row& row, Scenario& scenario, yaml::Problems& problems) {
  scenario.row = row.label;
  const auto* title = root.find("title");
  const bool says_it = title != nullptr && title->text.find("${") != std::string::npos;
  if (!row.label.empty() && !says_it) scenario.title += fmt::format(" ({})", row.label);
  name_row(root, row, scenario, problems);
}

// Without the table itself, whose own texts are nobody's to fill in.
yaml::Node row_of(const yaml::Node& root, const Row& row, yaml::Problems& problems) {
  auto out = root;
  for (auto& entry : out.entries) {
    if (entry.key != "for-each") entry.value = filled_in(entry.value, row.values, problems);
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

std::vector<Scenario> read_all(std::string_view text, const std::string& path, const LoadText& load,
                               yaml::Problems& problems) {
  yaml::Problems found;
  std::vector<Scenario> out;
  if (const auto root = yaml::read(text, path, found)) {
    for (const auto& row : rows_of(*root, found)) {
      yaml::Problems of_row;
      const auto whole = with_parts(row_of(*root, row, of_row), load, of_row);
      // What cannot be filled in would only be called wrong a second time.
      if (of_row.empty()) {
        out.push_back(read_root(whole, path, of_row));
        tell_apart(*root, row, out.back(), of_row);
      }
      add_new(of_row, found);
    }
  }
  add_in_file_order(found, problems);
  if (!found.empty()) out.clear();
  return out;
}

std::optional<Scenario> read(std::string_view text, const std::string& path, yaml::Problems& problems) {
  const auto nothing = [](const std::string&) -> Result<std::string> {
    return failure("this scenario stands alone", "", "");
  };
  auto all = read_all(text, path, nothing, problems);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::vector<const Step*> Scenario::all_acts() const {
  std::vector<const Step*> out;
  for (const auto& step : steps) {
    out.push_back(&step);
    for (const auto& wish : step.meanwhile) out.push_back(&wish.act.front());
  }
  return out;
}

bool OfSubjects::fits(std::string_view subject) const {
  return subjects.empty() || std::find(subjects.begin(), subjects.end(), subject) != subjects.end();
}

}  // namespace tameshi::scenario
