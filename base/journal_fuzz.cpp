#include "base/journal.hpp"

using namespace tameshi;

// What is read is written so that it is read again as the same event.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto event = event_from_json(text_of({data, size}), "fuzz.jsonl");
  if (!event) return 0;
  const auto again = event_from_json(to_json_line(*event), "fuzz.jsonl");
  if (!again || *again != *event) __builtin_trap();
  return 0;
}
