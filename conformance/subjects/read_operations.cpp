#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <variant>

#include "base/suggest.hpp"
#include "conformance/subjects/read_parts.hpp"

namespace tameshi::subjects {
namespace {

using scenario::ActWord;
using scenario::ParameterType;
using scenario::ParameterWord;
using yaml::Fields;
using yaml::Node;

const ActWord* known_operation(std::string_view name, const Place& place, yaml::Problems& problems) {
  const auto& words = scenario::vocabulary();
  const auto* act = words.find("subject", name);
  if (act == nullptr) {
    problems.add(place, fmt::format("there is no operation \"{}\"", name),
                 suggestion(name, words.acts_of("subject")));
  }
  return act;
}

bool is_bytes(const ParameterWord& word) {
  return word.type == ParameterType::document || word.type == ParameterType::kept;
}

std::vector<std::string> plain_names(const ActWord& act) {
  std::vector<std::string> out;
  for (const auto& word : act.parameters) {
    if (!is_bytes(word)) out.push_back(word.name);
  }
  return out;
}

std::vector<std::string> file_names(const ActWord& act) {
  auto out = act.keeps;
  for (const auto& word : act.parameters) {
    if (is_bytes(word)) out.push_back(word.name);
  }
  return out;
}

void check_placeholder(const Placeholder& found, const ActWord& act, bool has_app, const Node& node,
                       yaml::Problems& problems) {
  const auto has = [&](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), found.name) != names.end();
  };
  const auto plain = plain_names(act);
  auto files = file_names(act);
  if (has_app) files.insert(files.end(), {"certificate", "signature", "signed"});
  if (has(found.is_file ? files : plain)) return;
  const auto written = fmt::format("{{{}{}}}", found.is_file ? "file:" : "", found.name);
  if (has(found.is_file ? plain : files)) {
    problems.add(node.place, fmt::format("{} has no {}", act.name, written),
                 fmt::format("write {{{}{}}}", found.is_file ? "" : "file:", found.name));
    return;
  }
  std::vector<std::string> known;
  known.reserve(plain.size() + files.size());
  for (const auto& name : plain) known.push_back(fmt::format("{{{}}}", name));
  for (const auto& name : files) known.push_back(fmt::format("{{file:{}}}", name));
  problems.add(node.place, fmt::format("{} has no {}", act.name, written), suggestion(written, known));
}

// The app comes first; what the card makes in it is handed over as files.
void read_app(Fields& fields, const ActWord& act, Way& out) {
  const auto* app = fields.optional("app");
  if (app == nullptr) return;
  out.steps = read_app_steps(*app, act, {}, fields.problems());
  for (const auto& step : out.steps) {
    if (const auto* exchange = std::get_if<Exchange>(&step))
      fields.problems().add(exchange->place, "the app beside a program only uses the card",
                            "write card: sign");
  }
}

std::vector<std::string> read_command(Fields& fields, const ActWord& act, bool has_app) {
  const auto* node = fields.required("command");
  auto out = fields.texts("command");
  if (node == nullptr || (node->kind != Node::Kind::list && node->kind != Node::Kind::scalar)) return out;
  if (out.empty() || out.front().empty()) {
    fields.problems().add(node->place, "the command is empty", "begin with the program");
  }
  if (node->kind == Node::Kind::scalar && node->text.find(' ') != std::string::npos) {
    fields.problems().add(node->place, "a command is a list of words; no shell splits it",
                          "write [program, argument, ...]");
  }
  const auto check = [&](const Node& word) {
    for (const auto& found : placeholders_in(word.text))
      check_placeholder(found, act, has_app, word, fields.problems());
  };
  check(*node);
  std::for_each(node->items.begin(), node->items.end(), check);
  return out;
}

void read_condition(Fields& fields, const ParameterWord& word, std::vector<Condition>& out) {
  if (fields.optional(word.name) == nullptr) return;
  out.push_back({word.name, fields.one_of(word.name, word.words)});
}

std::vector<Condition> read_when(const Node& node, const ActWord& act, yaml::Problems& problems) {
  Fields fields(node, fmt::format("\"when\" of {}", act.name), problems);
  std::vector<Condition> out;
  for (const auto& word : act.parameters) {
    if (word.type == ParameterType::one_of) read_condition(fields, word, out);
  }
  fields.finish();
  return out;
}

// What the ways of all operations of a file have in common.
struct File {
  Kind kind = Kind::exec;
  std::vector<std::string> remembered;
};

std::string read_page(Fields& fields, const ActWord& act) {
  auto out = fields.text("get", "/");
  if (act.name != "log-in")
    fields.problems().add(fields.place(), fmt::format("{} is not done by TLS", act.name),
                          "only log-in is: with the authentication key");
  if (!out.starts_with('/') || out.find_first_of(" \r\n") != std::string::npos)
    fields.problems().add(fields.place(), fmt::format("\"{}\" is no path", out), "begin it with a slash");
  return out;
}

// Where no server is asked, none can say what came of it.
void check_requests(const Node& node, const std::vector<AppStep>& steps, const ActWord& act,
                    yaml::Problems& problems) {
  const auto is_card_use = [](const AppStep& step) { return std::holds_alternative<CardUse>(step); };
  if (node.kind == Node::Kind::list && steps.size() == node.items.size() &&
      std::all_of(steps.begin(), steps.end(), is_card_use))
    problems.add(node.place, fmt::format("no way to {}", act.name), "give a request");
}

Way read_way(const Node& node, const ActWord& act, const File& file, yaml::Problems& problems) {
  Fields fields(node, fmt::format("a way to {}", act.name), problems);
  Way out;
  out.place = node.place;
  if (const auto* when = fields.optional("when")) out.when = read_when(*when, act, problems);
  if (file.kind == Kind::exec) {
    read_app(fields, act, out);
    out.command = read_command(fields, act, !out.steps.empty());
  } else if (file.kind == Kind::tls) {
    out.page = read_page(fields, act);
  } else if (const auto* steps = fields.required("steps")) {
    out.steps = read_app_steps(*steps, act, file.remembered, problems);
    check_requests(*steps, out.steps, act, problems);
  }
  if (const auto* rules = fields.optional("outcomes")) {
    out.outcomes = read_rules(*rules, {act.outcomes, act.details}, file.kind, problems);
  }
  fields.finish();
  return out;
}

OfferedOperation read_ways(const yaml::Entry& entry, const ActWord& act, const File& file,
                           yaml::Problems& problems) {
  OfferedOperation out{entry.key, {}};
  if (entry.value.kind != Node::Kind::list) {
    out.ways.push_back(read_way(entry.value, act, file, problems));
    return out;
  }
  if (entry.value.items.empty())
    problems.add(entry.value.place, fmt::format("no way to {}", entry.key),
                 file.kind == Kind::exec ? "give a command" : "give steps");
  for (const auto& item : entry.value.items) out.ways.push_back(read_way(item, act, file, problems));
  return out;
}

std::pair<std::string_view, std::string_view> how_asked(Kind kind) {
  if (kind == Kind::exec) return {"program is asked by a command line", "command: [...]"};
  if (kind == Kind::tls) return {"server is asked for a page", "get: /"};
  return {"server is asked by requests", "steps: [...]"};
}

}  // namespace

std::vector<OfferedOperation> read_names(const Node& node, yaml::Problems& problems) {
  std::vector<OfferedOperation> out;
  if (node.kind == Node::Kind::map) {
    problems.add(node.place, "operations of this kind have no commands", "list the operations' names only");
    return out;
  }
  if (!is_list(node, "\"operations\"", problems)) return out;
  for (const auto& item : node.items) {
    const auto name = yaml::scalar_text(item, "operations", problems);
    if (item.kind != Node::Kind::scalar || known_operation(name, item.place, problems) == nullptr) continue;
    if (std::any_of(out.begin(), out.end(), [&](const OfferedOperation& o) { return o.name == name; })) {
      problems.add(item.place, fmt::format("\"{}\" stands here a second time", name), "leave it out");
    }
    out.push_back({name, {}});
  }
  return out;
}

std::vector<OfferedOperation> read_operations(const Node& node, Kind kind, yaml::Problems& problems) {
  if (kind == Kind::in_process || kind == Kind::manual || kind == Kind::card)
    return read_names(node, problems);
  std::vector<OfferedOperation> out;
  if (node.kind == Node::Kind::list) {
    const auto [asked, key] = how_asked(kind);
    problems.add(node.place, fmt::format("a {}, but this is a list of names", asked),
                 fmt::format("write each operation as name: {{ {} }}", key));
    return out;
  }
  if (!is_map(node, "\"operations\"", problems)) return out;
  const File file{kind, remembered_names(node)};
  for (const auto& entry : node.entries) {
    if (const auto* act = known_operation(entry.key, entry.place, problems)) {
      out.push_back(read_ways(entry, *act, file, problems));
    }
  }
  return out;
}

}  // namespace tameshi::subjects
