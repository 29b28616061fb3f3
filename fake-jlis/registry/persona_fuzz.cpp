// Whatever bytes are read as a persona: a whole persona or at least one mistake, never neither and never
// both.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "fake-jlis/registry/characters.hpp"
#include "fake-jlis/registry/persona.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tameshi;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  yaml::Problems problems;
  const auto persona = jlis::registry::read_persona(text, "fuzz.yaml", problems);
  if (persona.has_value() != problems.empty()) std::abort();
  if (!persona) return 0;
  const auto flags = jlis::registry::substitute_digits(persona->address, persona->substitutes.address);
  const auto characters = jlis::registry::characters_of(persona->address);
  if (!characters || flags.size() != characters->size()) std::abort();
  if (jlis::registry::digits(persona->birth).size() != 9) std::abort();
  return 0;
}
