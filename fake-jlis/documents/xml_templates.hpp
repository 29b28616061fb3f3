// Documents with signatures of forms that we read and do not make; @DIGEST and @VALUE are filled in by the
// test.
#pragma once

#include <fmt/format.h>

#include <string>

namespace tameshi::jlis::documents::testing {

inline const std::string application =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Application kind=\"move\" year=\"2026\" xmlns:a=\"urn:a\">"
    "<Address>Kiyose &amp; 清瀬市</Address><a:Note/></Application>";

inline std::string reference_to(const std::string& uri, bool enveloped) {
  const auto* transform =
      enveloped ? R"(<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>)" : "";
  return fmt::format(
      R"(<ds:Reference URI="{}"><ds:Transforms>{}<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>)"
      R"(</ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>)"
      R"(<ds:DigestValue></ds:DigestValue></ds:Reference>)",
      uri, transform);
}

inline std::string signature_with(const std::string& references, const std::string& objects = {}) {
  return fmt::format(
      R"(<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>)"
      R"(<ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>)"
      R"(<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>{}</ds:SignedInfo>)"
      R"(<ds:SignatureValue></ds:SignatureValue>)"
      R"(<ds:KeyInfo><ds:X509Data><ds:X509Certificate></ds:X509Certificate></ds:X509Data></ds:KeyInfo>{}</ds:Signature>)",
      references, objects);
}

// What xmlsec completes.
inline std::string template_called(const std::string& name) {
  if (name == "beside") {
    return "<Whole><Part Id=\"part\">Kiyose</Part>" + signature_with(reference_to("#part", false)) +
           "</Whole>";
  }
  if (name == "root") {
    return "<Application Id=\"a\">Kiyose" + signature_with(reference_to("#a", true)) + "</Application>";
  }
  if (name == "two") {
    return "<Whole><Part Id=\"part\">Kiyose</Part><Other ID=\"other\">Kodaira</Other>" +
           signature_with(reference_to("#part", false) + reference_to("#other", false)) + "</Whole>";
  }
  if (name == "xades") {
    return "<Whole><Part Id=\"part\">Kiyose</Part>" +
           signature_with(reference_to("#part", false) + reference_to("#signed", false),
                          "<ds:Object><x:QualifyingProperties xmlns:x=\"http://uri.etsi.org/01903/v1.3.2#\">"
                          "<x:SignedProperties Id=\"signed\"><x:SignedSignatureProperties>"
                          "<x:SigningTime>2026-04-01T00:00:00Z</x:SigningTime></x:SignedSignatureProperties>"
                          "</x:SignedProperties></x:QualifyingProperties></ds:Object>") +
           "</Whole>";
  }
  return {};
}

}  // namespace tameshi::jlis::documents::testing
