#include "fake-jlis/documents/xml_tree.hpp"

#include <fmt/format.h>
#include <libxml/SAX2.h>
#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/utf8.hpp"

namespace tameshi::jlis::documents {
namespace {

// OURS. libxml2 compares the attributes of a tag pair by pair, and looks for each element's namespaces among
// all that are in scope, through all elements around it: these are what bounds its time.
constexpr std::size_t longest_tag = 16UL * 1024;
constexpr int most_attributes = 64;
constexpr std::size_t most_namespaces = 32;  // in scope at once
constexpr std::size_t most_elements = 50'000;
constexpr std::size_t deepest = 64;

const xmlChar* chars(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}
std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// A quoted string, from its opening quote; what is behind it.
std::size_t behind_quotes(std::string_view text, std::size_t at) {
  const auto end = text.find(text[at], at + 1);
  return end == std::string_view::npos ? text.size() : end + 1;
}

std::size_t behind(std::string_view text, std::string_view mark, std::size_t at) {
  const auto end = text.find(mark, at);
  return end == std::string_view::npos ? text.size() : end + mark.size();
}

std::size_t behind_tag(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] != '>')
    at = text[at] == '"' || text[at] == '\'' ? behind_quotes(text, at) : at + 1;
  return at;
}

bool has_long_tag(std::string_view text) {
  for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
    const auto rest = text.substr(at);
    if (rest.starts_with("<!--")) {
      at = behind(text, "-->", at);
    } else if (rest.starts_with("<![CDATA[")) {
      at = behind(text, "]]>", at);
    } else if (rest.starts_with("<?")) {
      at = behind(text, "?>", at);
    } else {
      const auto end = behind_tag(text, at);
      if (end - at > longest_tag) return true;
      at = end;
    }
  }
  return false;
}

// What the declaration in front says, in lower case; "utf-8" when it says nothing.
std::string declared_encoding(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  auto out = std::string("utf-8");
  if (!text.starts_with("<?xml ")) return out;
  const auto declaration = text.substr(0, text.find("?>"));
  const auto key = declaration.find("encoding");
  const auto quote = key == std::string_view::npos ? key : declaration.find_first_of("\"'", key);
  if (quote == std::string_view::npos) return out;
  out = declaration.substr(quote + 1, declaration.find(declaration[quote], quote + 1) - quote - 1);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

// What the parser's callbacks keep an eye on.
struct Watch {
  std::vector<std::size_t> declared;  // namespaces of the elements that are open
  std::size_t in_scope = 0;
  std::size_t elements = 0;
  bool has_document_type = false;
  bool is_too_much = false;
};

Watch& watch_of(void* context) {
  return *static_cast<Watch*>(static_cast<xmlParserCtxtPtr>(context)->_private);
}

void stop_at_document_type(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  watch_of(context).has_document_type = true;
  xmlStopParser(static_cast<xmlParserCtxtPtr>(context));
}

void start_element(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri,
                   int declared, const xmlChar** namespaces, int attributes, int defaulted,
                   const xmlChar** values) {
  auto& watch = watch_of(context);
  watch.declared.push_back(static_cast<std::size_t>(declared));
  watch.in_scope += watch.declared.back();
  ++watch.elements;
  if (attributes > most_attributes || watch.in_scope > most_namespaces || watch.elements > most_elements ||
      watch.declared.size() > deepest) {
    watch.is_too_much = true;
    xmlStopParser(static_cast<xmlParserCtxtPtr>(context));
    return;
  }
  xmlSAX2StartElementNs(context, name, prefix, uri, declared, namespaces, attributes, defaulted, values);
}

void end_element(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri) {
  auto& watch = watch_of(context);
  if (!watch.declared.empty()) {
    watch.in_scope -= watch.declared.back();
    watch.declared.pop_back();
  }
  xmlSAX2EndElementNs(context, name, prefix, uri);
}

// libxml2 would print what it does not like.
class Silence {
 public:
  Silence() {
    xmlSetStructuredErrorFunc(nullptr, [](void*, xmlErrorPtr) {});
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;
  ~Silence() { xmlSetStructuredErrorFunc(nullptr, nullptr); }
};

struct Release {
  void operator()(xmlParserCtxt* p) const { xmlFreeParserCtxt(p); }
  void operator()(xmlDoc* p) const { xmlFreeDoc(p); }
  void operator()(xmlOutputBuffer* p) const { xmlOutputBufferClose(p); }
  void operator()(xmlChar* p) const { xmlFree(p); }
};
template <typename T>
using Owned = std::unique_ptr<T, Release>;

std::string last_error(const xmlParserCtxt* context) {
  auto out =
      std::string(context->lastError.message == nullptr ? "not well-formed" : context->lastError.message);
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return fmt::format("line {}: {}", context->lastError.line, out);
}

_xmlNode* next_in(_xmlNode* node, const _xmlNode* within, bool descend) {
  if (descend && node->children != nullptr && node->type == XML_ELEMENT_NODE) return node->children;
  while (node != within && node->next == nullptr) node = node->parent;
  return node == within ? nullptr : node->next;
}

// Elements below the document, depth first.
template <typename Wanted>
std::vector<XmlElement> elements(_xmlDoc* document, Wanted wanted) {
  std::vector<XmlElement> out;
  auto* root = xmlDocGetRootElement(document);
  for (auto* node = root; node != nullptr; node = next_in(node, root, true)) {
    if (node->type == XML_ELEMENT_NODE && wanted(XmlElement(node))) out.emplace_back(node);
  }
  return out;
}

bool has_id(_xmlNode* node, const std::string& value) {
  for (const auto* attribute = node->properties; attribute != nullptr; attribute = attribute->next) {
    const auto name = view(attribute->name);
    const bool is_id = attribute->ns == nullptr ? name == "Id" || name == "ID" || name == "id"
                                                : name == "id" && view(attribute->ns->href) ==
                                                                      "http://www.w3.org/XML/1998/namespace";
    const Owned<xmlChar> text(is_id ? xmlNodeListGetString(node->doc, attribute->children, 1) : nullptr);
    if (is_id && view(text.get()) == value) return true;
  }
  return false;
}

// Attributes and namespaces are seen with their element.
int is_marked(void* mark, xmlNodePtr node, xmlNodePtr parent) {
  const bool is_part = node->type == XML_NAMESPACE_DECL || node->type == XML_ATTRIBUTE_NODE;
  const auto* seen = is_part ? parent : node;
  return seen != nullptr && seen->_private == mark ? 1 : 0;
}

int mode_of(Canonicalisation::Method method) {
  switch (method) {
    case Canonicalisation::Method::inclusive:
      return XML_C14N_1_0;
    case Canonicalisation::Method::inclusive_1_1:
      return XML_C14N_1_1;
    default:
      return XML_C14N_EXCLUSIVE_1_0;
  }
}

std::string text_in(xmlOutputBuffer* buffer) {
  xmlOutputBufferFlush(buffer);
  return {reinterpret_cast<const char*>(xmlOutputBufferGetContent(buffer)), xmlOutputBufferGetSize(buffer)};
}

}  // namespace

bool XmlElement::is(std::string_view name_space, std::string_view name) const {
  return is_in(name_space) && view(node_->name) == name;
}

bool XmlElement::is_in(std::string_view name_space) const {
  return (node_->ns == nullptr ? std::string_view() : view(node_->ns->href)) == name_space;
}

std::string XmlElement::name() const {
  return std::string(view(node_->name));
}

std::optional<std::string> XmlElement::attribute(std::string_view name) const {
  const Owned<xmlChar> value(xmlGetNoNsProp(node_, chars(std::string(name))));
  if (!value) return std::nullopt;
  return std::string(view(value.get()));
}

std::string XmlElement::text() const {
  const Owned<xmlChar> text(xmlNodeGetContent(node_));
  return std::string(view(text.get()));
}

std::vector<XmlElement> XmlElement::children() const {
  std::vector<XmlElement> out;
  for (auto* child = node_->children; child != nullptr; child = child->next) {
    if (child->type == XML_ELEMENT_NODE) out.emplace_back(child);
  }
  return out;
}

bool XmlElement::holds(const XmlElement& other) const {
  const auto* at = other.node_;
  while (at != nullptr && at != node_) at = at->parent;
  return at != nullptr;
}

XmlTree::XmlTree(_xmlDoc* document, std::size_t size) : document_(document, Release()), size_(size) {}

Read<XmlTree> XmlTree::parse(ByteView bytes) {
  const auto text = text_of(bytes);
  if (text.size() > largest_xml || has_long_tag(text)) return refused("too-large");
  if (const auto encoding = declared_encoding(text); encoding != "utf-8")
    return refused("unsupported-format", "XML in " + encoding);
  if (const auto at = first_malformed_utf8(text))
    return refused("malformed", fmt::format("byte {}: no UTF-8", *at));
  const Silence silence;
  const Owned<xmlParserCtxt> context(xmlNewParserCtxt());
  Watch watch;
  context->_private = &watch;
  context->sax->internalSubset = stop_at_document_type;
  context->sax->startElementNs = start_element;
  context->sax->endElementNs = end_element;
  Owned<xmlDoc> document(xmlCtxtReadMemory(context.get(), text.data(), static_cast<int>(text.size()), nullptr,
                                           "UTF-8",
                                           XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
  if (watch.has_document_type) return refused("document-type-declared");
  if (watch.is_too_much)
    return refused("too-large", "more elements, depth, attributes or namespaces than we read");
  if (!document || xmlDocGetRootElement(document.get()) == nullptr || context->nsWellFormed == 0)
    return refused("malformed", last_error(context.get()));
  return XmlTree(document.release(), watch.elements);
}

XmlElement XmlTree::root() const {
  return XmlElement(xmlDocGetRootElement(document_.get()));
}

std::vector<XmlElement> XmlTree::all(std::string_view name_space, std::string_view name) const {
  return elements(document_.get(), [&](const XmlElement& one) { return one.is(name_space, name); });
}

std::vector<XmlElement> XmlTree::with_id(std::string_view value) const {
  const std::string wanted(value);
  return elements(document_.get(), [&](const XmlElement& one) { return has_id(one.node(), wanted); });
}

void XmlTree::mark(_xmlNode* from, const _xmlNode* without, void* mark) const {
  for (auto* node = from; node != nullptr;) {
    const bool is_out = node == without;
    if (!is_out) node->_private = mark;
    node = next_in(node, from, !is_out);
  }
}

Read<Bytes> XmlTree::canonical(std::optional<XmlElement> what, std::optional<XmlElement> without,
                               const Canonicalisation& how) const {
  const Silence silence;
  int seen = 0;
  const auto mark_all = [&](void* with) {
    const auto* left_out = without ? without->node() : nullptr;
    if (what) return mark(what->node(), left_out, with);
    for (auto* node = document_->children; node != nullptr; node = node->next) mark(node, left_out, with);
  };
  std::vector<xmlChar*> prefixes;
  for (const auto& prefix : how.prefixes) prefixes.push_back(const_cast<xmlChar*>(chars(prefix)));
  prefixes.push_back(nullptr);
  const Owned<xmlOutputBuffer> buffer(xmlAllocOutputBuffer(nullptr));
  mark_all(&seen);
  const int length = xmlC14NExecute(document_.get(), is_marked, &seen, mode_of(how.method), prefixes.data(),
                                    how.with_comments ? 1 : 0, buffer.get());
  mark_all(nullptr);
  if (length < 0) return refused("malformed", "it has no canonical form");
  return bytes_of(text_in(buffer.get()));
}

Read<std::string> XmlTree::with_last_child(const XmlTree& element) const {
  const Silence silence;
  const Owned<xmlDoc> copy(xmlCopyDoc(document_.get(), 1));
  auto* child = xmlDocCopyNode(element.root().node(), copy.get(), 1);
  xmlAddChild(xmlDocGetRootElement(copy.get()), child);
  xmlChar* text = nullptr;
  int size = 0;
  xmlDocDumpMemoryEnc(copy.get(), &text, &size, "UTF-8");
  const Owned<xmlChar> owned(text);
  return std::string(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
}

std::string XmlTree::root_as_text() const {
  const Owned<xmlOutputBuffer> buffer(xmlAllocOutputBuffer(nullptr));
  xmlNodeDumpOutput(buffer.get(), document_.get(), root().node(), 0, 0, "UTF-8");
  return text_in(buffer.get());
}

}  // namespace tameshi::jlis::documents
