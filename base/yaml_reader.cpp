#include "base/yaml_reader.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>

#include "base/utf8.hpp"

namespace tameshi::yaml {
namespace {

constexpr std::size_t largest_text = 1 << 20;
constexpr std::size_t deepest = 64;

// Ends the parse from inside yaml-cpp's recursion; there is no other way out of it. Never leaves this file.
struct Refused {
  Problem problem;
};

// Builds our nodes straight from the parser's events: an alias is seen as such and never expanded, so that no
// input can grow, and the depth is counted before yaml-cpp goes deeper.
class Builder final : public YAML::EventHandler {
 public:
  Builder(const std::string& file, Problems& problems) : file_(file), problems_(problems) {
    root_.place = {file, 1, 1};
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ == 2)
      refuse(mark, "a second document begins here", "one file holds one document; split it");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    auto node = node_at(mark);
    // The parser only notices an empty value at the next word; people look for it at its key.
    if (open_.empty()) node.place = root_.place;
    if (!open_.empty() && open_.back().key) node.place = open_.back().key->place;
    complete(std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    problems_.add(place_of(mark), "aliases (*) are not used here", "write the value out");
    complete(node_at(mark));
  }
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override {
    problems_.add(place_of(mark), fmt::format("anchors (&{}) are not used here", name),
                  "write the value out");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    check_tag(mark, tag);
    auto node = node_at(mark);
    node.kind = Node::Kind::scalar;
    node.text = value;
    node.quoted = tag == "!";
    complete(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, Node::Kind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, Node::Kind::map);
  }
  void OnMapEnd() override { close(); }

  Node take() { return std::move(root_); }

 private:
  struct Key {
    std::string text;
    Place place;
    bool dropped;  // not a usable key: its value is read for its mistakes and then forgotten
  };
  // A list or map that is not closed yet.
  struct Open {
    Node node;
    std::optional<Key> key = {};                      // of a map: waits for its value
    std::unordered_map<std::string, int> lines = {};  // of a map: where each key stands
  };

  [[nodiscard]] Place place_of(const YAML::Mark& mark) const {
    return {file_, mark.line + 1, mark.column + 1};
  }

  [[nodiscard]] Node node_at(const YAML::Mark& mark) const {
    Node node;
    node.place = place_of(mark);
    return node;
  }

  [[noreturn]] void refuse(const YAML::Mark& mark, std::string what, std::string cure) const {
    throw Refused{{std::move(what), to_string(place_of(mark)), std::move(cure)}};
  }

  // "?" and "!" are what the parser itself gives to plain and to quoted values.
  void check_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    problems_.add(place_of(mark), "tags (!) are not used here", "quote the value if it has to be text");
  }

  void open(const YAML::Mark& mark, const std::string& tag, Node::Kind kind) {
    check_tag(mark, tag);
    if (open_.size() == deepest) refuse(mark, fmt::format("nested deeper than {} levels", deepest), "");
    open_.push_back({node_at(mark)});
    open_.back().node.kind = kind;
  }

  void close() {
    auto node = std::move(open_.back().node);
    open_.pop_back();
    complete(std::move(node));
  }

  // A node is whole; it belongs to what is open around it.
  void complete(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
    } else if (auto& around = open_.back(); around.node.kind == Node::Kind::list) {
      around.node.items.push_back(std::move(node));
    } else if (!around.key) {
      around.key = key_from(std::move(node), around.lines);
    } else {
      auto& key = *around.key;
      if (!key.dropped)
        around.node.entries.push_back({std::move(key.text), std::move(key.place), std::move(node)});
      around.key.reset();
    }
  }

  Key key_from(Node node, std::unordered_map<std::string, int>& lines) {
    if (node.kind != Node::Kind::scalar) {
      problems_.add(node.place, "a key must be a word");
      return {"", node.place, true};
    }
    const auto [first, is_new] = lines.emplace(node.text, node.place.line);
    if (!is_new) {
      problems_.add(node.place, fmt::format("\"{}\" stands here a second time", node.text),
                    fmt::format("it is already given on line {}", first->second));
    }
    return {std::move(node.text), node.place, !is_new};
  }

  const std::string& file_;
  Problems& problems_;
  std::vector<Open> open_;
  Node root_;
  int documents_ = 0;
};

Problem problem_at(std::string_view text, std::size_t offset, const std::string& file, std::string what,
                   std::string cure) {
  const auto before = text.substr(0, offset);
  const auto line_start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
  const auto line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
  const Place place{file, line, static_cast<int>(offset - line_start) + 1};
  return {std::move(what), to_string(place), std::move(cure)};
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

// What yaml-cpp would let pass: it replaces malformed UTF-8 in silence, and takes the byte 04 for the end.
std::optional<Problem> unreadable(std::string_view text, const std::string& file) {
  if (text.size() > largest_text)
    return Problem{"larger than 1 MiB", to_string(Place{file, 1, 1}), "split it"};
  if (const auto at = first_malformed_utf8(text)) {
    return problem_at(text, *at, file, "this is not UTF-8", "save the file as UTF-8");
  }
  // YAML 1.2 §5.1: c-printable
  if (const auto* at = std::find_if(text.begin(), text.end(), is_control); at != text.end()) {
    return problem_at(
        text, static_cast<std::size_t>(at - text.begin()), file,
        fmt::format("the control character {:02X} stands here", static_cast<unsigned char>(*at)),
        "take it out, or write it as an escape in double quotes");
  }
  return std::nullopt;
}

Node parse(std::string_view text, const std::string& file, Problems& problems) {
  // yaml-cpp lets a quote that is open at the end of the file close itself, but not across the end of a
  // document.
  std::istringstream stream{std::string(text) + (text.ends_with('\n') ? "...\n" : "\n...\n")};
  YAML::Parser parser(stream);
  Builder builder(file, problems);
  while (parser.HandleNextDocument(builder)) {
  }
  return builder.take();
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  const auto it = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.key == key; });
  return it == entries.end() ? nullptr : &it->value;
}

void Problems::add(const Place& place, std::string what, std::string cure) {
  all_.push_back({std::move(what), to_string(place), std::move(cure)});
}

std::optional<Node> read(std::string_view text, const std::string& file, Problems& problems) {
  if (auto problem = unreadable(text, file)) {
    problems.add(*std::move(problem));
    return std::nullopt;
  }
  try {
    return parse(text, file, problems);
  } catch (const Refused& refused) {
    problems.add(refused.problem);
  } catch (const YAML::Exception& e) {
    const auto place = e.mark.is_null() ? Place{file, 1, 1} : Place{file, e.mark.line + 1, e.mark.column + 1};
    const bool open_quote = e.msg == YAML::ErrorMsg::DOC_IN_SCALAR || e.msg == YAML::ErrorMsg::EOF_IN_SCALAR;
    problems.add(place,
                 fmt::format("this is not YAML: {}", open_quote ? "a quote is still open here" : e.msg),
                 "check indentation, quotes and brackets");
  }
  return std::nullopt;
}

}  // namespace tameshi::yaml
