// Any text whatever is read to a report that can be written, or to a refusal.
#include <cstdlib>

#include "reports/read_report.hpp"
#include "reports/report.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace tameshi;
  const auto read = reports::report_from_json({reinterpret_cast<const char*>(data), size}, "fuzz.json");
  if (!read) return read.error().what.empty() ? std::abort(), 0 : 0;
  const auto text = reports::json(*read);
  const auto again = reports::report_from_json(text, "fuzz.json");
  if (!again || reports::json(*again) != text) std::abort();
  return 0;
}
