#include "fake-jlis/documents/read.hpp"

#include "base/pem.hpp"
#include "fake-jlis/documents/cms.hpp"
#include "fake-jlis/documents/pdf_signature.hpp"
#include "fake-jlis/documents/xml_signature.hpp"

namespace tameshi::jlis::documents {

Findings read_document(ByteView document, std::optional<ByteView> content) {
  if (document.size() > largest_file) return findings_of(fault("too-large"));
  const auto text = text_of(document);
  if (text.starts_with("%PDF")) return read_pdf(document);
  const auto first = text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (first != std::string_view::npos && text[first] == '<') return read_xml(document);
  return read_cms(from_pem_or_der(Bytes(document.begin(), document.end())), content);
}

}  // namespace tameshi::jlis::documents
