#include "base/bytes.hpp"
#include "base/yaml_reader.hpp"

using namespace tameshi;

// Any bytes give a document or a problem with a place, never neither.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  yaml::Problems problems;
  const auto node = yaml::read(text_of({data, size}), "fuzz.yaml", problems);
  if (!node && problems.empty()) __builtin_trap();
  for (const auto& problem : problems.all()) {
    if (problem.what.empty() || problem.where.empty()) __builtin_trap();
  }
  return 0;
}
