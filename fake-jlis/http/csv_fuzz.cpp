#include "base/bytes.hpp"
#include "fake-jlis/http/csv.hpp"

using namespace tameshi;
using namespace tameshi::jlis::http;

// What is read is read again from what is written of it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t most = 100;
  const auto lines = read_csv(text_of({data, size}), most);
  if (!lines) {
    if (lines.error().what.empty() || lines.error().where.empty()) __builtin_trap();
    return 0;
  }
  std::string again;
  for (const auto& line : *lines) again += csv_line(line);
  if (read_csv(again, most) != lines) __builtin_trap();
  return 0;
}
