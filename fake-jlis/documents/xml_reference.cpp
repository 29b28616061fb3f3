#include "fake-jlis/documents/xml_reference.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "fake-jlis/documents/xml_names.hpp"

namespace tameshi::jlis::documents {
namespace {

constexpr std::string_view space = " \t\r\n";
constexpr std::size_t most_prefixes = 16;  // OURS: each element looks for each

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> out;
  for (auto at = text.find_first_not_of(space); at != std::string_view::npos;
       at = text.find_first_not_of(space, at)) {
    const auto end = std::min(text.find_first_of(space, at), text.size());
    out.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

Read<std::string> algorithm_attribute(const XmlElement& element) {
  auto out = element.attribute("Algorithm");
  if (!out) return refused("malformed", element.name() + " has no Algorithm");
  return *std::move(out);
}

// In this order: taking out the signature, then one canonical form.
Read<void> read_transforms(const XmlElement& element, Reference& out) {
  bool is_canonical = false;
  for (const auto& transform : element.children()) {
    if (!transform.is(xml::dsig, "Transform"))
      return refused("malformed", "Transforms holds " + transform.name());
    TRY(const auto algorithm, algorithm_attribute(transform));
    if (is_canonical || (algorithm == xml::enveloped && out.takes_out_signature))
      return refused("transform-not-allowed", algorithm + " after another");
    if (algorithm == xml::enveloped) {
      out.takes_out_signature = true;
      continue;
    }
    TRY(out.how, read_canonicalisation(transform));
    is_canonical = true;
  }
  return {};
}

// Same-document references leave comments out (XML Signature 1.1 §4.4.3.3), however it is canonicalised.
Read<std::optional<XmlElement>> element_at(const std::optional<std::string>& uri, const XmlTree& tree) {
  if (!uri) return refused("reference-outside", "a reference without URI");
  if (uri->empty()) return std::optional<XmlElement>();
  const auto id = uri->substr(1);
  if (uri->front() != '#' || id.empty() || id.find_first_of("()#/") != std::string::npos)
    return refused("reference-outside", *uri);
  const auto found = tree.with_id(id);
  if (found.size() != 1)
    return refused("reference-ambiguous", fmt::format("{} elements for {}", found.size(), *uri));
  return std::optional<XmlElement>(found[0]);
}

std::string in_words(const std::optional<XmlElement>& element, const Reference& reference) {
  return element ? fmt::format("the element {} ({})", element->name(), *reference.uri)
                 : std::string("the document");
}

// All there is but the signature: the document, its root, or the only Object of a signature that is the
// document.
bool is_whole(const std::optional<XmlElement>& element, const XmlTree& tree, const XmlElement& signature) {
  if (!element || *element == tree.root()) return true;
  if (signature != tree.root()) return false;
  const auto children = signature.children();
  const auto objects = std::count_if(children.begin(), children.end(),
                                     [](const XmlElement& one) { return one.is(xml::dsig, "Object"); });
  return objects == 1 && element->is(xml::dsig, "Object") &&
         std::find(children.begin(), children.end(), *element) != children.end();
}

}  // namespace

Read<Bytes> base64_in(const XmlElement& element) {
  auto text = element.text();
  std::erase_if(text, [](char c) { return space.find(c) != std::string_view::npos; });
  auto out = from_base64(text);
  if (!out || !element.children().empty()) return refused("malformed", element.name() + " is no base64");
  return *std::move(out);
}

Read<Canonicalisation> read_canonicalisation(const XmlElement& element) {
  TRY(const auto algorithm, algorithm_attribute(element));
  auto out = xml::canonicalisation_from(algorithm);
  if (!out) return refused("transform-not-allowed", algorithm);
  for (const auto& child : element.children()) {
    if (out->method != Canonicalisation::Method::exclusive ||
        !child.is(xml::exclusive, "InclusiveNamespaces"))
      return refused("malformed", fmt::format("{} holds {}", element.name(), child.name()));
    for (auto& prefix : words_in(child.attribute("PrefixList").value_or("")))
      out->prefixes.push_back(std::move(prefix));
  }
  if (out->prefixes.size() > most_prefixes) return refused("too-large", "more prefixes than we read");
  return *std::move(out);
}

// Reference: Transforms?, DigestMethod, DigestValue (§4.4.3).
Read<Reference> read_reference(const XmlElement& element) {
  Reference out;
  out.uri = element.attribute("URI");
  auto children = element.children();
  if (!children.empty() && children.front().is(xml::dsig, "Transforms")) {
    if (auto read = read_transforms(children.front(), out); !read) return tl::unexpected(read.error());
    children.erase(children.begin());
  }
  if (children.size() != 2 || !children[0].is(xml::dsig, "DigestMethod") ||
      !children[1].is(xml::dsig, "DigestValue"))
    return refused("malformed", "a Reference is not as its schema says");
  TRY(out.hash, algorithm_attribute(children[0]));
  TRY(out.digest, base64_in(children[1]));
  return out;
}

Read<Referent> follow(const Reference& reference, const XmlTree& tree, const XmlElement& signature) {
  TRY(const auto* hash, find_hash(reference.hash));
  TRY(const auto element, element_at(reference.uri, tree));
  auto how = reference.how;
  how.with_comments = false;
  const auto without = reference.takes_out_signature ? std::optional<XmlElement>(signature) : std::nullopt;
  TRY(auto octets, tree.canonical(element, without, how));
  if (hash->of(octets) != reference.digest) return refused("digest-mismatch", in_words(element, reference));
  Referent out{element,
               {in_words(element, reference), is_whole(element, tree, signature), std::move(octets)}};
  return out;
}

}  // namespace tameshi::jlis::documents
