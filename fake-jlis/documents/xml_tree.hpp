// XML as it comes from outside, and its canonical forms: libxml2 behind a few plain calls. Nothing is
// fetched, no entity is expanded, and time and memory are bounded: see the limits in the .cpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "fake-jlis/documents/fault.hpp"

// libxml2's own names; its headers stay in the .cpp.
struct _xmlDoc;   // NOLINT(bugprone-reserved-identifier)
struct _xmlNode;  // NOLINT(bugprone-reserved-identifier)

namespace tameshi::jlis::documents {

// An element of a tree, which outlives it.
class XmlElement {
 public:
  explicit XmlElement(_xmlNode* node) : node_(node) {}

  [[nodiscard]] bool is(std::string_view name_space, std::string_view name) const;
  [[nodiscard]] bool is_in(std::string_view name_space) const;
  [[nodiscard]] std::string name() const;  // without prefix
  // Without namespace; nothing when it is absent.
  [[nodiscard]] std::optional<std::string> attribute(std::string_view name) const;
  // All text below it.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::vector<XmlElement> children() const;
  // Whether the other one is it or lies in it.
  [[nodiscard]] bool holds(const XmlElement& other) const;

  [[nodiscard]] _xmlNode* node() const { return node_; }
  bool operator==(const XmlElement&) const = default;

 private:
  _xmlNode* node_;
};

// Canonical XML 1.0 and 1.1, Exclusive Canonical XML 1.0.
struct Canonicalisation {
  enum class Method : std::uint8_t { inclusive, inclusive_1_1, exclusive } method = Method::exclusive;
  bool with_comments = false;
  std::vector<std::string> prefixes{};  // InclusiveNamespaces, exclusive only
};

class XmlTree {
 public:
  static Read<XmlTree> parse(ByteView text);

  [[nodiscard]] XmlElement root() const;
  // How many elements there are: what a canonical form costs.
  [[nodiscard]] std::size_t size() const { return size_; }
  // In the order of the document.
  [[nodiscard]] std::vector<XmlElement> all(std::string_view name_space, std::string_view name) const;
  // Without a DTD nothing says which attributes are identifiers; these are taken for some: Id, ID, id,
  // xml:id.
  [[nodiscard]] std::vector<XmlElement> with_id(std::string_view value) const;

  // Of an element, or the whole document for nothing; without what lies in another.
  [[nodiscard]] Read<Bytes> canonical(std::optional<XmlElement> what, std::optional<XmlElement> without,
                                      const Canonicalisation& how) const;

  // For who makes documents: the text with this element as the root's last child; the root alone as text.
  [[nodiscard]] Read<std::string> with_last_child(const XmlTree& element) const;
  [[nodiscard]] std::string root_as_text() const;

 private:
  XmlTree(_xmlDoc* document, std::size_t size);
  void mark(_xmlNode* from, const _xmlNode* without, void* mark) const;

  std::shared_ptr<_xmlDoc> document_;
  std::size_t size_;
};

// OURS: bytes of XML that are read.
inline constexpr std::size_t largest_xml = 2UL * 1024 * 1024;

}  // namespace tameshi::jlis::documents
