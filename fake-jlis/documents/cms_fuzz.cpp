// Whatever bytes arrive: signatures or a fault, and never a content that another one was signed for. Read as
// raw signatures and certificates, too.
#include <cstdlib>

#include "fake-jlis/documents/cms.hpp"
#include "fake-jlis/documents/fuzz_edits.hpp"
#include "fake-jlis/documents/raw.hpp"

using namespace tameshi;
using namespace tameshi::jlis::documents;

namespace {

const Bytes content = bytes_of("I agree.");

const Bytes& honest() {
  static const auto one = [] {
    const std::vector<Signer> signers{fuzzing::signer()};
    return *make_cms(signers, content, Content::attached, Instant{});
  }();
  return one;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto cms = fuzzing::input(honest(), ByteView(data, size));
  const auto found = read_cms(cms);
  if (found.signatures.empty() != found.fault.has_value()) std::abort();
  for (const auto& one : found.signatures) {
    if (!one.fault && (!one.certificate || one.covers.size() != 1)) std::abort();
  }
  const bool is_edited = fuzzing::is_edits(ByteView(data, size));
  if (found.intact() && is_edited && found.signatures[0].covers[0].content != content) std::abort();
  if (read_cms(cms, content, {true, true, true}).intact()) std::abort();
  if (read_raw(Format::raw, cms, content, cms).intact()) std::abort();
  return 0;
}
