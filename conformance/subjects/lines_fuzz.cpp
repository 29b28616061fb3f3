// Any line whatever is an answer or a problem, for every operation.
#include <cstdlib>

#include "conformance/subjects/lines.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace tameshi;
  const std::string line(reinterpret_cast<const char*>(data), size);
  for (const auto& act : scenario::vocabulary().acts) {
    if (act.actor != "subject") continue;
    const auto answer = subjects::answer_in(line, act);
    if (answer && answer->reply.outcome.empty()) std::abort();
  }
  return 0;
}
