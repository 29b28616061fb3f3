// Any text whatever is read to a subject file or to mistakes.
#include <cstdlib>

#include "conformance/subjects/subject_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace tameshi;
  yaml::Problems problems;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto subject = subjects::read(text, "fuzz.yaml", problems);
  if (subject.has_value() != problems.empty()) std::abort();
  return 0;
}
