#include "conformance/subjects/subject_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/scenario/file_order.hpp"
#include "conformance/subjects/read_parts.hpp"

namespace tameshi::subjects {
namespace {

using yaml::Fields;
using yaml::Node;

void read_timeout(Fields& fields, SubjectFile& out) {
  constexpr std::chrono::hours longest{1};
  const auto* node = fields.optional("timeout");
  if (node == nullptr) return;
  const auto length = parse_duration(yaml::scalar_text(*node, "timeout", fields.problems()));
  if (node->kind != Node::Kind::scalar) return;
  if (!length) {
    fields.problems().add(node->place, length.error().what, length.error().cure);
  } else if (*length <= std::chrono::milliseconds{0} || *length > longest) {
    fields.problems().add(node->place, "the timeout must be longer than nothing and at most an hour");
  } else {
    out.timeout = *length;
  }
}

Kind kind_from(std::string_view word) {
  if (word == "exec") return Kind::exec;
  return word == "http" ? Kind::http : Kind::in_process;
}

// A server is started for each run, or listens somewhere already.
void read_whereabouts(Fields& fields, SubjectFile& out) {
  if (out.kind != Kind::http) return;
  const auto* address = fields.optional("address");
  const auto* server = fields.optional("server");
  out.address = fields.text("address", "");
  if (server != nullptr) out.server = fields.one_of("server", {"platform"});
  if ((address == nullptr) == (server == nullptr)) {
    fields.problems().add(fields.place(), "it must be said where it listens, or what is started",
                          "write address: http://127.0.0.1:8080, or server: platform");
  } else if (address != nullptr && !out.address.starts_with("http://") &&
             !out.address.starts_with("https://")) {
    fields.problems().add(address->place, fmt::format("\"{}\" is no address", out.address),
                          "write http://127.0.0.1:8080");
  }
}

void read_kind(Fields& fields, SubjectFile& out) {
  out.kind = kind_from(fields.one_of("kind", {"exec", "in-process", "http"}));
  const std::string usual = out.kind == Kind::exec ? "pc/sc" : "in-process";
  out.reader = fields.one_of("reader", {"pc/sc", "in-process"}, usual) == "pc/sc" ? ReaderKind::pcsc
                                                                                  : ReaderKind::in_process;
  const auto* reader = fields.optional("reader");
  if (reader != nullptr && out.kind == Kind::http && out.reader == ReaderKind::pcsc) {
    fields.problems().add(reader->place, "the customer's app of a server reads the card in-process",
                          "leave it out");
  }
  read_whereabouts(fields, out);
  if (reader != nullptr && out.kind == Kind::exec && out.reader == ReaderKind::in_process) {
    fields.problems().add(reader->place, "a program cannot reach the in-process reader",
                          "write reader: pc/sc");
  }
}

void read_exec_only(Fields& fields, SubjectFile& out) {
  auto& problems = fields.problems();
  const auto refuse_in_process = [&](const Node& node, std::string_view what) {
    if (out.kind == Kind::in_process) {
      problems.add(node.place, fmt::format("an in-process subject has no \"{}\"", what), "leave it out");
    }
  };
  if (const auto* words = fields.optional("words")) {
    refuse_in_process(*words, "words");
    out.words = read_word_maps(*words, problems);
  }
  if (const auto* rules = fields.optional("outcomes")) {
    refuse_in_process(*rules, "outcomes");
    const auto& all = scenario::vocabulary();
    out.outcomes = read_rules(*rules, {all.subject_outcomes(), all.subject_details()}, out.kind, problems);
  }
  if (const auto* version = fields.optional("version")) refuse_in_process(*version, "version");
  out.version_command = fields.texts("version");
}

SubjectFile read_root(const Node& root, const std::string& path, yaml::Problems& problems) {
  Fields fields(root, "a subject file", problems);
  SubjectFile out;
  out.path = path;
  out.name = fields.text("subject");
  out.title = fields.text("title", out.name);
  if (root.kind != Node::Kind::map) return out;
  read_kind(fields, out);
  read_timeout(fields, out);
  read_exec_only(fields, out);
  if (const auto* operations = fields.required("operations")) {
    out.operations = read_operations(*operations, out.kind, problems);
  }
  if (const auto* waivers = fields.optional("waivers")) out.waivers = read_waivers(*waivers, problems);
  fields.finish();
  return out;
}

bool is_placeholder_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == ':';
}

bool conditions_hold(const Way& way, const WordOf& word_of) {
  return std::all_of(way.when.begin(), way.when.end(), [&](const Condition& condition) {
    return word_of(condition.parameter) == condition.value;
  });
}

// Files may be ones that the product is to make; plain parameters must be there to be filled in.
bool can_be_filled(const Way& way, const WordOf& word_of) {
  return std::all_of(way.command.begin(), way.command.end(), [&](const std::string& word) {
    const auto found = placeholders_in(word);
    return std::all_of(found.begin(), found.end(),
                       [&](const Placeholder& p) { return p.is_file || word_of(p.name).has_value(); });
  });
}

}  // namespace

const Way* first_way(const OfferedOperation& operation, const WordOf& word_of) {
  const auto it = std::find_if(operation.ways.begin(), operation.ways.end(), [&](const Way& way) {
    return conditions_hold(way, word_of) && can_be_filled(way, word_of);
  });
  return it == operation.ways.end() ? nullptr : &*it;
}

std::vector<Placeholder> placeholders_in(std::string_view word) {
  constexpr std::string_view file_prefix = "file:";
  std::vector<Placeholder> out;
  for (std::size_t open = word.find('{'); open != std::string_view::npos; open = word.find('{', open + 1)) {
    const auto rest = word.substr(open + 1);
    const auto end = std::find_if_not(rest.begin(), rest.end(), is_placeholder_letter);
    const auto length = static_cast<std::size_t>(end - rest.begin());
    if (length == 0 || end == rest.end() || *end != '}') continue;
    auto name = rest.substr(0, length);
    const bool is_file = name.starts_with(file_prefix);
    if (is_file) name.remove_prefix(file_prefix.size());
    out.push_back({std::string(name), is_file, open, length + 2});
  }
  return out;
}

const OfferedOperation* SubjectFile::find(std::string_view operation) const {
  const auto it = std::find_if(operations.begin(), operations.end(),
                               [&](const OfferedOperation& offered) { return offered.name == operation; });
  return it == operations.end() ? nullptr : &*it;
}

std::optional<SubjectFile> read(std::string_view text, const std::string& path, yaml::Problems& problems) {
  yaml::Problems found;
  const auto root = yaml::read(text, path, found);
  auto out = root ? read_root(*root, path, found) : SubjectFile{};
  scenario::add_in_file_order(found, problems);
  if (!found.empty()) return std::nullopt;
  return out;
}

}  // namespace tameshi::subjects
