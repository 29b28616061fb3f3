// What an XML signature refers to: found, transformed, compared.
#pragma once

#include "fake-jlis/documents/algorithm.hpp"
#include "fake-jlis/documents/signature.hpp"
#include "fake-jlis/documents/xml_tree.hpp"

namespace tameshi::jlis::documents {

struct Reference {
  std::optional<std::string> uri;
  bool takes_out_signature = false;
  Canonicalisation how{
      Canonicalisation::Method::inclusive, false, {}};  // the default, XML Signature 1.1 §4.4.3.2
  std::string hash;
  Bytes digest;
};

struct Referent {
  std::optional<XmlElement> element;  // nothing: the document
  Covered covered;
};

// The Reference element by its schema (§4.4.3), with transforms that are allowed.
Read<Reference> read_reference(const XmlElement& element);

// What it points to in the tree of this signature, and whether its digest is right.
Read<Referent> follow(const Reference& reference, const XmlTree& tree, const XmlElement& signature);

// A CanonicalizationMethod or Transform that canonicalises, with its InclusiveNamespaces.
Read<Canonicalisation> read_canonicalisation(const XmlElement& element);

// Base64 with white space anywhere.
Read<Bytes> base64_in(const XmlElement& element);

}  // namespace tameshi::jlis::documents
