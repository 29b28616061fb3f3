#include <algorithm>

#include "simulator/iso7816/command_apdu.hpp"

using namespace tameshi;

// The seven forms are unambiguous: what is parsed is written as the very bytes it came from.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  const auto command = iso7816::parse_command(bytes);
  if (command && !std::ranges::equal(iso7816::encode(*command), bytes)) __builtin_trap();
  return 0;
}
