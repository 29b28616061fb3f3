#include "conformance/bundle/bundle.hpp"
#include "conformance/bundle/manifest.hpp"

namespace tameshi::bundle {

Bytes make_bundle(const Record& record, const std::optional<Certifier>& certifier, Instant at) {
  auto files = files_of(record);
  const auto manifest =
      manifest_of(files, certifier ? fingerprints(certifier->certificates) : std::vector<std::string>{});
  const File first{std::string(manifest_name), bytes_of(manifest_json(manifest))};
  if (certifier) {
    files.insert(files.begin(),
                 {std::string(signature_name), value_or_trouble(seal(first.contents, *certifier, at))});
  }
  files.insert(files.begin(), first);
  return pack(files);
}

}  // namespace tameshi::bundle
