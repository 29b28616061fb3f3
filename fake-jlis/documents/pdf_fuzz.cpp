// Whatever bytes arrive: signatures or a fault, in bounded time. A file that is intact is the honest one as
// far as its signature covers it, and can be signed once more.
#include <cstdlib>

#include "fake-jlis/documents/fuzz_edits.hpp"
#include "fake-jlis/documents/pdf_signature.hpp"
#include "fake-jlis/documents/pdf_text.hpp"

using namespace tameshi;
using namespace tameshi::jlis::documents;

namespace {

const Bytes& honest() {
  static const auto one =
      *sign_pdf(*sign_pdf(*pdf_of_text("I agree."), fuzzing::signer(), {}), fuzzing::signer(), {});
  return one;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto pdf = fuzzing::input(honest(), ByteView(data, size));
  const auto found = read_pdf(pdf);
  if (found.signatures.empty() != found.fault.has_value()) std::abort();
  for (const auto& one : found.signatures) {
    if (!one.fault && (!one.certificate || one.covers.size() != 1)) std::abort();
  }
  if (found.intact() && !found.signatures.back().covers[0].whole) std::abort();
  if (fuzzing::is_edits(ByteView(data, size)) && !found.intact()) return 0;
  const auto again = sign_pdf(pdf, fuzzing::signer(), {});
  if (found.intact() && (!again || !read_pdf(*again).intact())) std::abort();
  return 0;
}
