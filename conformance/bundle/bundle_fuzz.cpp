// Any bytes whatever are a bundle or a refusal, and so is a bundle with any text in place of its report or
// manifest.
#include <cstdlib>

#include "conformance/bundle/bundle.hpp"
#include "conformance/bundle/manifest.hpp"

namespace {

using namespace tameshi;

void look(ByteView archive) {
  const auto verified = bundle::verify(archive, {{}, Instant{}, {"0.1.0", ""}});
  if (verified.lines.empty()) std::abort();
}

// The first byte says which of the files the rest is.
std::vector<bundle::File> files_with(ByteView data) {
  std::vector<bundle::File> files{{"environment.json", {}}, {"report/report.json", {}}, {"manifest.p7s", {}}};
  files[data[0] % files.size()].contents.assign(data.begin() + 1, data.end());
  return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const ByteView bytes(data, size);
  look(bytes);
  if (const auto files = bundle::unpack(bytes);
      files && bundle::pack(*files) != Bytes(bytes.begin(), bytes.end()))
    std::abort();
  if (const auto manifest = bundle::manifest_from_json(text_of(bytes));
      manifest && bundle::manifest_json(*manifest) != text_of(bytes))
    std::abort();
  if (size == 0) return 0;
  auto files = files_with(bytes);
  const auto manifest = bundle::manifest_json(bundle::manifest_of(files, {}));
  files.insert(files.begin(), {"manifest.json", bytes_of(manifest)});
  look(bundle::pack(files));
  return 0;
}
