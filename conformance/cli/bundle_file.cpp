#include "conformance/cli/bundle_file.hpp"

#include <optional>

#include "base/clock.hpp"
#include "conformance/bundle/bundle.hpp"
#include "conformance/cli/whole_file.hpp"

namespace tameshi::cli {
namespace {

std::optional<bundle::Certifier> certifier_of(const Delivery& delivery) {
  if (delivery.sign_key.empty() && delivery.sign_certificate.empty()) return std::nullopt;
  if (delivery.bundle.empty())
    throw Trouble("there is nothing to sign", "--sign-key", "only a bundle is signed: --bundle FILE.zip");
  if (delivery.sign_key.empty() || delivery.sign_certificate.empty())
    throw Trouble("a key signs with its certificate", "--sign-key",
                  "give --sign-key and --sign-certificate together");
  const auto key = read_whole_file(delivery.sign_key);
  const auto certificates = read_whole_file(delivery.sign_certificate);
  return value_or_trouble(bundle::certifier_from_pem(text_of(key), text_of(certificates)));
}

}  // namespace

void check_signing(const Delivery& delivery) {
  certifier_of(delivery);
}

void write_bundle(const Series& series, const Delivery& delivery) {
  const bundle::Record record{series.report, series.suite, environment_json()};
  write_whole_file(delivery.bundle, bundle::make_bundle(record, certifier_of(delivery), SystemClock().now()));
}

}  // namespace tameshi::cli
