#include "base/xml_reader.hpp"

#include <fmt/format.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/utf8.hpp"

namespace tameshi::xml {
namespace {

struct Deleter {
  void operator()(xmlParserCtxt* p) const { xmlFreeParserCtxt(p); }
};

std::string text_of(const xmlChar* text) {
  return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
}

std::string text_of(const xmlChar* begin, const xmlChar* end) {
  return {reinterpret_cast<const char*>(begin), reinterpret_cast<const char*>(end)};
}

std::string line_in_words(int line) {
  return fmt::format("line {}", line);
}

// What libxml2 tells of, made into a tree. The first thing that is wrong ends the reading.
class Building {
 public:
  Building(xmlParserCtxt* parser, std::size_t depth) : parser_(parser), deepest_(depth) {}

  void refuse(std::string what, int line) {
    if (!problem_) problem_ = Problem{std::move(what), line_in_words(line), {}};
    xmlStopParser(parser_);
  }
  void refuse(std::string what) { refuse(std::move(what), line()); }

  void begin(Element element) {
    if (open_.size() == deepest_)
      return refuse(fmt::format("elements are nested more than {} deep", deepest_));
    element.line = line();
    open_.push_back(std::move(element));
  }
  void end() {
    if (open_.empty()) return;
    auto done = std::move(open_.back());
    open_.pop_back();
    if (open_.empty()) {
      root_ = std::move(done);
    } else {
      open_.back().children.push_back(std::move(done));
    }
  }
  void put(std::string_view text) {
    if (!open_.empty()) open_.back().text += text;
  }

  Result<Element> finish() {
    if (problem_) return tl::unexpected(*std::move(problem_));
    if (!root_) return failure("this is no XML: there is no element", line_in_words(1));
    return *std::move(root_);
  }

 private:
  [[nodiscard]] int line() const { return xmlSAX2GetLineNumber(parser_); }

  xmlParserCtxt* parser_;
  std::size_t deepest_;
  std::vector<Element> open_;
  std::optional<Element> root_;
  std::optional<Problem> problem_;
};

Building& building(void* data) {
  return *static_cast<Building*>(data);
}

// Of each attribute: local name, prefix, namespace, and where its value begins and ends.
void on_start(void* data, const xmlChar* name, const xmlChar* /*prefix*/, const xmlChar* space, int,
              const xmlChar**, int count, int /*defaulted*/, const xmlChar** attributes) {
  Element element;
  element.name = text_of(name);
  element.space = text_of(space);
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const auto* const* row = attributes + 5 * i;
    element.attributes.push_back({text_of(row[0]), text_of(row[2]), text_of(row[3], row[4])});
  }
  building(data).begin(std::move(element));
}

void on_end(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
  building(data).end();
}

void on_text(void* data, const xmlChar* text, int size) {
  building(data).put(text_of(text, text + size));
}

// Told before anything of the DTD is read.
void on_dtd(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
  building(data).refuse("there is a DTD, which is never read");
}

xmlEntityPtr on_entity(void*, const xmlChar* name) {
  return xmlGetPredefinedEntity(name);
}

void on_error(void* data, xmlErrorPtr error) {
  if (error->level < XML_ERR_ERROR) return;
  std::string what = error->message == nullptr ? "not well-formed" : error->message;
  what.erase(what.find_last_not_of(" \n") + 1);
  building(data).refuse(fmt::format("this is no XML: {}", what), error->line);
}

xmlSAXHandler handler() {
  xmlSAXHandler out{};
  out.initialized = XML_SAX2_MAGIC;
  out.startElementNs = on_start;
  out.endElementNs = on_end;
  out.characters = on_text;
  out.ignorableWhitespace = on_text;
  out.cdataBlock = on_text;
  out.internalSubset = on_dtd;
  out.getEntity = on_entity;
  out.serror = on_error;
  return out;
}

int line_of(std::string_view text, std::size_t byte) {
  return 1 +
         static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(byte), '\n'));
}

// Other encodings are told by a zero byte, by bytes that are no UTF-8, or by the declaration.
Result<void> check_text(std::string_view text, const Bounds& bounds) {
  if (text.size() > bounds.bytes)
    return failure(fmt::format("the document is longer than {} bytes", bounds.bytes));
  const auto wrong = std::min(first_malformed_utf8(text).value_or(text.size()), text.find('\0'));
  if (wrong < text.size())
    return failure("this is not UTF-8", line_in_words(line_of(text, wrong)), "write the document in UTF-8");
  return {};
}

// What the declaration says, unless that is UTF-8. libxml2 keeps it here or there.
const xmlChar* foreign_encoding(const xmlParserCtxt& parser) {
  for (const auto* encoding : {parser.encoding, parser.input == nullptr ? nullptr : parser.input->encoding}) {
    if (encoding != nullptr && xmlStrcasecmp(encoding, reinterpret_cast<const xmlChar*>("UTF-8")) != 0)
      return encoding;
  }
  return nullptr;
}

}  // namespace

const Element* Element::child(std::string_view of_name) const {
  const auto found =
      std::find_if(children.begin(), children.end(), [&](const Element& one) { return one.name == of_name; });
  return found == children.end() ? nullptr : &*found;
}

const Attribute* Element::attribute(std::string_view of_name) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const Attribute& one) { return one.name == of_name; });
  return found == attributes.end() ? nullptr : &*found;
}

Result<Element> read(std::string_view text, const Bounds& bounds) {
  if (auto fit = check_text(text, bounds); !fit) return tl::unexpected(std::move(fit).error());
  static const bool initialised = (xmlInitParser(), true);
  const std::unique_ptr<xmlParserCtxt, Deleter> parser(
      initialised && !text.empty() ? xmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size()))
                                   : nullptr);
  if (!parser) return failure("this is no XML: there is no element", line_in_words(1));
  // Entities are put in their place, and there are only the five.
  xmlCtxtUseOptions(parser.get(), XML_PARSE_NONET | XML_PARSE_NOENT);
  Building building(parser.get(), bounds.depth);
  *parser->sax = handler();
  parser->userData = &building;
  xmlParseDocument(parser.get());
  if (const auto* encoding = foreign_encoding(*parser))
    return failure(fmt::format("the declared encoding is {}", text_of(encoding)), line_in_words(1),
                   "write the document in UTF-8");
  return building.finish();
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace tameshi::xml
