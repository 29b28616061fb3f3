#include "base/bytes.hpp"
#include "fake-jlis/four-info/application.hpp"

using namespace tameshi;
using namespace tameshi::jlis::four_info;

// What is read is what is written of it; everything else is refused in words.
template <typename Application>
void check(const Result<Application>& read, Result<Application> (*again)(std::string_view)) {
  if (!read && read.error().what.empty()) __builtin_trap();
  if (read && again(to_xml(*read)) != read) __builtin_trap();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto xml = text_of({data, size});
  check(read_consent(xml), read_consent);
  check(read_withdrawal(xml), read_withdrawal);
  return 0;
}
