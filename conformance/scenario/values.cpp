#include "conformance/scenario/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/suggest.hpp"

namespace tameshi::scenario {
namespace {

using yaml::Node;

constexpr std::string_view opening = "${";

// Walks a text and puts values where names stand.
class Filling {
 public:
  Filling(const Node& node, const Values& values, yaml::Problems& problems)
      : node_(node), values_(values), problems_(problems) {}

  Node filled() {
    if (const auto name = sole_name()) {
      const auto* value = value_of(*name);
      return value == nullptr ? node_ : *value;
    }
    auto out = node_;
    out.text = text();
    return out;
  }

 private:
  // Of "${name}" and nothing else.
  [[nodiscard]] std::optional<std::string_view> sole_name() const {
    const std::string_view all = node_.text;
    if (!all.starts_with(opening) || all.find('}') != all.size() - 1) return std::nullopt;
    return all.substr(opening.size(), all.size() - opening.size() - 1);
  }

  std::string text() {
    std::string out;
    std::string_view rest = node_.text;
    for (auto at = rest.find(opening); at != std::string_view::npos; at = rest.find(opening)) {
      const bool is_literal = at > 0 && rest[at - 1] == '$';
      out += rest.substr(0, is_literal ? at - 1 : at);
      rest.remove_prefix(at + opening.size());
      if (is_literal) {
        out += opening;
        continue;
      }
      const auto end = rest.find('}');
      if (end == std::string_view::npos) {
        problems_.add(node_.place, "\"${\" has no \"}\"",
                      "write ${name}, or $${ for the characters themselves");
        return out;
      }
      out += text_of(rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
    return out + std::string(rest);
  }

  std::string text_of(std::string_view name) {
    const auto* value = value_of(name);
    if (value == nullptr) return {};
    if (value->kind == Node::Kind::scalar) return value->text;
    problems_.add(node_.place,
                  fmt::format("\"{}\" is {}, and no text can hold it", name, kind_in_words(*value)),
                  fmt::format("let ${{{}}} stand alone", name));
    return {};
  }

  const Node* value_of(std::string_view name) {
    const auto* value = values_.find(name);
    if (value == nullptr) {
      const auto names = values_.names();
      problems_.add(node_.place, fmt::format("nothing here is called \"{}\"", name),
                    names.empty() ? "name it under for-each:, or write $${ for the characters themselves"
                                  : suggestion(std::string(name), names));
    }
    return value;
  }

  const Node& node_;
  const Values& values_;
  yaml::Problems& problems_;
};

}  // namespace

void Values::set(std::string name, Node value) {
  all_.emplace_back(std::move(name), std::move(value));
}

const Node* Values::find(std::string_view name) const {
  const auto dot = name.find('.');
  const auto first = name.substr(0, dot);
  const auto it = std::find_if(all_.begin(), all_.end(), [&](const auto& one) { return one.first == first; });
  if (it == all_.end()) return nullptr;
  return dot == std::string_view::npos ? &it->second : it->second.find(name.substr(dot + 1));
}

std::vector<std::string> Values::names() const {
  std::vector<std::string> out;
  for (const auto& [name, value] : all_) {
    if (value.kind != Node::Kind::map) out.push_back(name);
    for (const auto& entry : value.entries) out.push_back(name + "." + entry.key);
  }
  return out;
}

Node filled_in(const Node& node, const Values& values, yaml::Problems& problems) {
  if (node.kind == Node::Kind::scalar) {
    if (node.text.find(opening) == std::string::npos) return node;
    return Filling(node, values, problems).filled();
  }
  auto out = node;
  for (auto& item : out.items) item = filled_in(item, values, problems);
  for (auto& entry : out.entries) entry.value = filled_in(entry.value, values, problems);
  return out;
}

}  // namespace tameshi::scenario
