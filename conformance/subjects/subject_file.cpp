#include "conformance/subjects/subject_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "conformance/scenario/file_order.hpp"
#include "conformance/subjects/read_parts.hpp"

namespace tameshi::subjects {
namespace {

using yaml::Fields;
using yaml::Node;

// Who has a device in hand.
constexpr std::chrono::minutes patience_with_people{10};

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

struct KindWord {
  std::string_view word;
  Kind kind;
};
// A PKCS#11 module is asked through a program.
constexpr std::array kind_words{KindWord{"exec", Kind::exec},   KindWord{"in-process", Kind::in_process},
                                KindWord{"http", Kind::http},   KindWord{"tls", Kind::tls},
                                KindWord{"pkcs11", Kind::exec}, KindWord{"manual", Kind::manual},
                                KindWord{"card", Kind::card}};

Kind read_kind_word(Fields& fields) {
  std::vector<std::string> words;
  words.reserve(kind_words.size());
  for (const auto& one : kind_words) words.emplace_back(one.word);
  const auto chosen = fields.one_of("kind", words);
  const auto* found = std::find_if(kind_words.begin(), kind_words.end(),
                                   [&](const KindWord& one) { return one.word == chosen; });
  return found == kind_words.end() ? Kind::exec : found->kind;
}

bool is_server(Kind kind) {
  return kind == Kind::http || kind == Kind::tls;
}

void read_reader(Fields& fields, SubjectFile& out) {
  const std::string usual = out.kind == Kind::exec || out.kind == Kind::manual ? "pc/sc" : "in-process";
  out.reader = fields.one_of("reader", {"pc/sc", "in-process"}, usual) == "pc/sc" ? ReaderKind::pcsc
                                                                                  : ReaderKind::in_process;
  const auto* reader = fields.optional("reader");
  if (reader == nullptr) return;
  if (is_server(out.kind) && out.reader == ReaderKind::pcsc)
    fields.problems().add(reader->place, "the customer's app of a server reads the card in-process",
                          "leave it out");
  if (out.kind == Kind::card)
    fields.problems().add(reader->place, "a card is asked itself", "leave it out, or name a pcsc-reader");
  if (out.kind == Kind::exec && out.reader == ReaderKind::in_process)
    fields.problems().add(reader->place, "a program cannot reach the in-process reader",
                          "write reader: pc/sc");
}

// In place of a command for each operation.
void read_talk(Fields& fields, SubjectFile& out) {
  if (out.kind != Kind::exec || fields.optional("speaks") == nullptr) return;
  fields.one_of("speaks", {"lines"});
  const auto* command = fields.required("command");
  out.command = fields.texts("command");
  if (out.command.empty() || out.command.front().empty()) {
    if (command != nullptr)
      fields.problems().add(command->place, "the command is empty", "begin with the program");
    out.command = {"?"};  // it was meant to speak
  }
  if (const auto* rules = fields.optional("outcomes"))
    fields.problems().add(rules->place, "a program that speaks in lines says its outcomes itself",
                          "leave it out");
}

// A card of somebody else's, in another reader. Its PINs never stand in the file.
void read_whose_card(Fields& fields, SubjectFile& out) {
  out.pcsc_reader = fields.text("pcsc-reader", "");
  const auto* pins = fields.optional("pins");
  if (pins == nullptr) return;
  if (out.pcsc_reader.empty())
    fields.problems().add(pins->place, "our own card's PINs are known",
                          "leave \"pins\" out, or name a pcsc-reader");
  Fields keys(*pins, "\"pins\"", fields.problems());
  for (const std::string key : {"authentication", "signature", "input-support"}) {
    if (auto variable = keys.text(key, ""); !variable.empty())
      out.pins.emplace_back(key, std::move(variable));
  }
  keys.finish();
}

void read_exec_only(Fields& fields, SubjectFile& out) {
  auto& problems = fields.problems();
  const auto refuse_in_process = [&](const Node& node, std::string_view what) {
    if (out.kind == Kind::in_process || out.kind == Kind::manual || out.kind == Kind::card) {
      problems.add(node.place,
                   fmt::format("{} subject has no \"{}\"",
                               out.kind == Kind::manual ? "a manual"
                               : out.kind == Kind::card ? "a card as a"
                                                        : "an in-process",
                               what),
                   "leave it out");
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

bool has_app(const SubjectFile& file) {
  return std::any_of(file.operations.begin(), file.operations.end(), [](const OfferedOperation& operation) {
    return std::any_of(operation.ways.begin(), operation.ways.end(),
                       [](const Way& way) { return !way.steps.empty(); });
  });
}

void settle_app(Fields& fields, SubjectFile& out) {
  if (const auto* reader = fields.optional("reader"))
    fields.problems().add(reader->place, "the customer's app reads the card in-process", "leave it out");
  out.reader = ReaderKind::in_process;
}

SubjectFile read_root(const Node& root, const std::string& path, yaml::Problems& problems) {
  Fields fields(root, "a subject file", problems);
  SubjectFile out;
  out.path = path;
  out.name = fields.text("subject");
  out.title = fields.text("title", out.name);
  if (root.kind != Node::Kind::map) return out;
  out.kind = read_kind_word(fields);
  if (out.kind == Kind::manual) out.timeout = patience_with_people;
  read_reader(fields, out);
  if (is_server(out.kind)) read_whereabouts(fields, out);
  if (out.kind == Kind::card) read_whose_card(fields, out);
  read_timeout(fields, out);
  const bool is_module = root.find("kind") != nullptr && root.find("kind")->text == "pkcs11";
  if (!is_module) read_talk(fields, out);
  read_exec_only(fields, out);
  if (const auto* operations = fields.required("operations")) {
    const bool named = is_module || !out.command.empty();
    out.operations =
        named ? read_names(*operations, problems) : read_operations(*operations, out.kind, problems);
  }
  if (is_module) read_module(fields, out);
  if (out.kind == Kind::exec && has_app(out)) settle_app(fields, out);
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
