#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/resources.hpp"
#include "base/suggest.hpp"
#include "conformance/scenario/read_parts.hpp"
#include "conformance/scenario/values.hpp"

namespace tameshi::scenario {
namespace {

using yaml::Fields;
using yaml::Node;

// A part that uses itself would go on for ever.
constexpr int deepest = 8;
constexpr int most_uses = 1000;

std::string beside(const std::string& file, const std::string& written) {
  return (std::filesystem::path(file).parent_path() / written).lexically_normal().generic_string();
}

// What its user gives, and the usual value of the rest.
Values values_for(const Node& part, const Node& use, yaml::Problems& problems) {
  Values out;
  std::vector<std::string> known;
  const auto* with = use.find("with");
  const auto* needs = part.find("needs");
  const auto* usual = part.find("usual");
  const auto given = [&](const std::string& name) { return with == nullptr ? nullptr : with->find(name); };
  for (const auto& need : needs == nullptr ? std::vector<Node>{} : needs->items) {
    known.push_back(need.text);
    if (const auto* value = given(need.text); value != nullptr) {
      out.set(need.text, *value);
    } else {
      problems.add(use.place, fmt::format("the part needs \"{}\"", need.text),
                   fmt::format("add with: {{ {}: … }}", need.text));
    }
  }
  for (const auto& entry : usual == nullptr ? std::vector<yaml::Entry>{} : usual->entries) {
    known.push_back(entry.key);
    const auto* value = given(entry.key);
    out.set(entry.key, value == nullptr ? entry.value : *value);
  }
  for (const auto& entry : with == nullptr ? std::vector<yaml::Entry>{} : with->entries) {
    if (std::find(known.begin(), known.end(), entry.key) == known.end())
      problems.add(entry.place, fmt::format("the part asks for no \"{}\"", entry.key),
                   suggestion(entry.key, known));
  }
  return out;
}

void check_part(const Node& part, yaml::Problems& problems) {
  Fields fields(part, "a part", problems);
  if (part.kind != Node::Kind::map) return;
  fields.text("part");
  fields.texts("needs");
  for (const auto* key : {"usual", "given", "steps"}) fields.optional(key);
  fields.finish();
}

class Weaver {
 public:
  Weaver(const LoadText& load, yaml::Problems& problems) : load_(load), problems_(problems) {}

  // The part that `use` names, with its values and its own parts in place; nothing when there is a mistake.
  std::optional<Node> part_of(const Node& use, int depth) {
    const auto* name = use.find("use");
    const auto written = yaml::scalar_text(*name, "use", problems_);
    if (name->kind != Node::Kind::scalar) return std::nullopt;
    if (depth >= deepest) {
      problems_.add(name->place, fmt::format("{} parts deep", deepest), "does a part use itself?");
      return std::nullopt;
    }
    if (++uses_ > most_uses) {
      if (uses_ == most_uses + 1)
        problems_.add(name->place, fmt::format("more than {} parts", most_uses), "use fewer");
      return std::nullopt;
    }
    const auto path = beside(use.place.file, written);
    const auto text = load_(path);
    if (!text) {
      problems_.add(name->place, fmt::format("there is no part {}", path), text.error().cure);
      return std::nullopt;
    }
    const auto root = yaml::read(*text, path, problems_);
    if (!root) return std::nullopt;
    check_part(*root, problems_);
    const auto values = values_for(*root, use, problems_);
    Node out = *root;
    for (auto& entry : out.entries) {
      if (entry.key == "given" || entry.key == "steps")
        entry.value = filled_in(entry.value, values, problems_);
    }
    return woven(std::move(out), depth + 1);
  }

  Node woven(Node root, int depth) {
    for (auto& entry : root.entries) {
      if (entry.key == "steps") entry.value = steps(entry.value, depth);
      if (entry.key == "given") entry.value = given(std::move(entry.value), depth);
    }
    return root;
  }

 private:
  Node steps(const Node& list, int depth) {
    auto out = list;
    out.items.clear();
    for (const auto& item : list.items) {
      if (item.find("use") == nullptr) {
        out.items.push_back(item);
        continue;
      }
      check_use(item);
      const auto part = part_of(item, depth);
      const auto* inside = part ? part->find("steps") : nullptr;
      if (part && inside == nullptr)
        problems_.add(item.place, "this part has no steps", "use it in given:, if it has one");
      if (inside != nullptr) out.items.insert(out.items.end(), inside->items.begin(), inside->items.end());
    }
    return out;
  }

  // What the scenario says itself goes before what the part says.
  Node given(Node own, int depth) {
    if (own.find("use") == nullptr) return own;
    const auto part = part_of(own, depth);
    const auto* inside = part ? part->find("given") : nullptr;
    if (part && inside == nullptr)
      problems_.add(own.place, "this part has no given:", "use it as a step, if it has steps");
    std::erase_if(own.entries, [](const yaml::Entry& e) { return e.key == "use" || e.key == "with"; });
    for (const auto& entry : inside == nullptr ? std::vector<yaml::Entry>{} : inside->entries) {
      if (own.find(entry.key) == nullptr) own.entries.push_back(entry);
    }
    return own;
  }

  void check_use(const Node& item) {
    Fields fields(item, "a step that uses a part", problems_);
    fields.optional("use");
    fields.optional("with");
    fields.finish();
  }

  const LoadText& load_;
  yaml::Problems& problems_;
  int uses_ = 0;
};

}  // namespace

Result<std::string> built_in_text(const std::string& path) {
  if (const auto text = resources::find(path)) return std::string(*text);
  return failure("nothing of that name is built in", path,
                 "its path begins at the folder of the file that uses it");
}

Node with_parts(const Node& root, const LoadText& load, yaml::Problems& problems) {
  return Weaver(load, problems).woven(root, 0);
}

}  // namespace tameshi::scenario
