// Any text is a fault or a refusal with something to say; never anything else.
#include <cstdlib>
#include <string_view>

#include "simulator/card/fault.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tameshi;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto fault = card::fault_from_text(text);
  if (fault ? fault->name.empty() || fault->filter.nth < 1 : fault.error().what.empty()) std::abort();
  return 0;
}
