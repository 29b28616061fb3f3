// Whatever bytes arrive: a certificate, or a refusal in words. What no authority signed is never trusted, and
// what one did sign is decided without a slip.
#include <cstdlib>

#include "fake-jlis/platform/four_items.hpp"
#include "fake-jlis/platform/fuzz_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis::platform;

namespace {

Bytes input(ByteView data) {
  const auto& honest = fuzzing::path().certificate;
  if (fuzzing::is_signed_again(data)) return fuzzing::edited_and_signed(honest.to_be_signed, data);
  return jlis::documents::fuzzing::input(honest.der, data);
}

void read(ByteView der, Instant now) {
  const auto certificate = read_certificate(der);
  if (!certificate) {
    if (certificate.error().what.empty()) std::abort();
    return;
  }
  if (certificate->der != copy_of(der) || serial_in_words(certificate->serial).empty()) std::abort();
  static_cast<void>(is_strong(certificate->key));
  const auto items = four_items_of(*certificate, now);
  if (items && (items->name.empty() || items->address.empty())) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView given(data, size);
  const auto der = input(given);
  const auto now = fuzzing::world().clock.now();
  read(der, now);
  for (const auto kind : {jlis::Kind::signature, jlis::Kind::authentication}) {
    const auto path = check_path(der, kind, fuzzing::world().trust, now);
    if (!path) continue;
    if (path->issuer == nullptr || path->kind != kind) std::abort();
    if (!fuzzing::is_signed_again(given) && der != fuzzing::path().certificate.der) std::abort();
  }
  return 0;
}
