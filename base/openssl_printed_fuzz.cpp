#include "base/openssl_printed.hpp"

using namespace tameshi;

// Any bytes are printed as something, or are nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = openssl::printed({data, size});
  if (read && (read->name.empty() || read->text.empty())) __builtin_trap();
  return 0;
}
