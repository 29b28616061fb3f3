// Whatever bytes are read as a world: a whole world or at least one mistake, never neither and never both.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "fake-jlis/agency/world_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tameshi;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  yaml::Problems problems;
  const auto world = jlis::agency::read_world(text, "fuzz.yaml", problems);
  if (world.has_value() != problems.empty()) std::abort();
  if (!world) return 0;
  for (const auto& resident : world->residents) {
    for (const auto& event : resident.events) {
      if (!jlis::registry::find_life_event(event.command.name)) std::abort();
    }
  }
  return 0;
}
