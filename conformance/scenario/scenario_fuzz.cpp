// Any text whatever is read to a scenario or to mistakes.
#include <cstdlib>

#include "conformance/scenario/scenario.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace tameshi;
  yaml::Problems problems;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // A part is whatever the file itself is, so that both readers meet everything.
  const auto part = [&](const std::string&) -> Result<std::string> { return std::string(text); };
  const auto rows = scenario::read_all(text, "fuzz.yaml", part, problems);
  if (rows.empty() == problems.empty()) std::abort();
  if (rows.empty()) return 0;
  for (const auto& step : rows.front().steps) {
    if (scenario::title_of(step).empty()) std::abort();
    for (const auto& expectation : step.expect) {
      if (scenario::in_words(expectation.question).empty()) std::abort();
    }
  }
  return 0;
}
