// Whatever text arrives: signatures or a fault, and nothing else was hashed than is in the document.
#include <cstdlib>

#include "fake-jlis/documents/fuzz_edits.hpp"
#include "fake-jlis/documents/xml_signature.hpp"

using namespace tameshi;
using namespace tameshi::jlis::documents;

namespace {

const Bytes& honest() {
  static const auto one = *make_xml_enveloped(
      fuzzing::signer(), bytes_of("<a xmlns='urn:a' xmlns:b='urn:b'><b:c d='e'>f &amp; g</b:c></a>"));
  return one;
}

const Bytes& canonical() {
  static const auto one = read_xml(honest()).signatures.at(0).covers.at(0).content;
  return one;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto found = read_xml(fuzzing::input(honest(), ByteView(data, size)));
  if (found.signatures.empty() != found.fault.has_value()) std::abort();
  for (const auto& one : found.signatures) {
    if (!one.fault && (!one.certificate || one.covers.empty())) std::abort();
  }
  if (found.intact() && found.signatures[0].covers[0].content != canonical()) std::abort();
  return 0;
}
