// Names of XML Signature 1.1 and its canonicalisations.
#pragma once

#include <optional>
#include <string_view>

#include "fake-jlis/documents/xml_tree.hpp"

namespace tameshi::jlis::documents::xml {

inline constexpr std::string_view dsig = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::string_view enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
inline constexpr std::string_view exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr std::string_view xades = "http://uri.etsi.org/01903/v1.3.2#";

// The identifier of a method without comments, and the method of any identifier.
std::string_view identifier_of(Canonicalisation::Method method);
std::optional<Canonicalisation> canonicalisation_from(std::string_view identifier);

}  // namespace tameshi::jlis::documents::xml
