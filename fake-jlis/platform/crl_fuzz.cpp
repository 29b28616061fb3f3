// Whatever bytes stand where a list should: a list, or a refusal. A list that is believed is the honest one,
// unless the authority itself signed another.
#include <cstdlib>

#include "fake-jlis/platform/fuzz_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis::platform;

namespace {

const ListQuestion& question() {
  static const ListQuestion one{*fuzzing::path().issuer, fuzzing::path().certificate.list_name};
  return one;
}

// hanako's own certificate stands on it: what is edited or left out decides over her.
Bytes fetch_list() {
  auto& world = fuzzing::world();
  static_cast<void>(question());
  value_or_trouble(world.agency.apply({"revoke", "hanako"}));
  world.machine.advance(std::chrono::hours(24));
  const auto addresses = world.jlis.list_addresses().value();
  for (const auto& one : addresses) {
    if (one.key_identifier == question().issuer.subject_key && one.name == question().list_name)
      return world.jlis.fetch_list(one.path).value();
  }
  std::abort();
}

const Bytes& honest() {
  static const auto one = fetch_list();
  return one;
}

Bytes to_be_signed() {
  const auto list = read_list(honest(), [](const ReadEntry&) {}).value();
  return copy_of(list.to_be_signed);
}

Bytes input(ByteView data) {
  static const auto honest_data = to_be_signed();
  if (fuzzing::is_signed_again(data)) return fuzzing::edited_and_signed(honest_data, data);
  return jlis::documents::fuzzing::input(honest(), data);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView given(data, size);
  const auto bytes = input(given);
  std::size_t entries = 0;
  const auto read = read_list(bytes, [&](const ReadEntry&) { ++entries; });
  if (read && read->count != entries) std::abort();
  const auto list = check_list(bytes, question(), {}, nullptr, fuzzing::world().clock.now());
  if (!list) return 0;
  const auto state = state_in(*list, fuzzing::path().certificate);
  if (state.revoked && reason_in_words(state).empty()) std::abort();
  if (!fuzzing::is_signed_again(given) && !state.revoked) std::abort();
  return 0;
}
