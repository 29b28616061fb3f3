#include "conformance/subjects/signed_document.hpp"

#include "fake-jlis/documents/cms.hpp"
#include "fake-jlis/documents/pdf_signature.hpp"
#include "fake-jlis/documents/pdf_text.hpp"
#include "fake-jlis/documents/raw.hpp"
#include "fake-jlis/documents/xml_signature.hpp"

namespace tameshi::subjects {
namespace {

namespace documents = jlis::documents;
using documents::Format;

Result<Bytes> as_pdf(const Signing& signing, ByteView document) {
  const documents::PdfTerms terms{.at = signing.at, .name = signing.name};
  if (text_of(document).starts_with("%PDF")) return documents::sign_pdf(document, signing.signer, terms);
  TRY(const auto pdf, documents::pdf_of_text(text_of(document)));
  return documents::sign_pdf(pdf, signing.signer, terms);
}

}  // namespace

Result<Bytes> signed_document(Format format, const Signing& signing, ByteView document) {
  const std::span<const documents::Signer> one(&signing.signer, 1);
  switch (format) {
    case Format::raw:
      return documents::make_raw(signing.signer, document);
    case Format::raw_no_digest_info:
      return documents::make_raw_without_digest_info(signing.pad_and_sign, document);
    case Format::cms_attached:
      return documents::make_cms(one, document, documents::Content::attached, signing.at);
    case Format::cms_detached:
      return documents::make_cms(one, document, documents::Content::detached, signing.at);
    case Format::xml_enveloped:
      return documents::make_xml_enveloped(signing.signer, document);
    case Format::xml_enveloping:
      return documents::make_xml_enveloping(signing.signer, document);
    default:
      return as_pdf(signing, document);
  }
}

}  // namespace tameshi::subjects
