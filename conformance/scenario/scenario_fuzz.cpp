// Any text whatever is read to a scenario or to mistakes.
#include <cstdlib>

#include "conformance/scenario/scenario.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace tameshi;
  yaml::Problems problems;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto scenario = scenario::read(text, "fuzz.yaml", problems);
  if (scenario.has_value() != problems.empty()) std::abort();
  if (!scenario) return 0;
  for (const auto& step : scenario->steps) {
    if (scenario::title_of(step).empty()) std::abort();
    for (const auto& expectation : step.expect) {
      if (scenario::in_words(expectation.question).empty()) std::abort();
    }
  }
  return 0;
}
