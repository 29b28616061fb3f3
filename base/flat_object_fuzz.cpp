#include "base/bytes.hpp"
#include "base/flat_object.hpp"

using namespace tameshi;

// What is read has at least one field, and so does the same line with a field more, which counts.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string line(text_of({data, size}));
  if (!FlatObject::read(line)) return 0;
  line.insert(line.size() - 1, R"(,"one more":7)");
  const auto again = FlatObject::read(line);
  if (!again || again->number("one more") != 7U) __builtin_trap();
  return 0;
}
