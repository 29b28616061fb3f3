// Sequences of commands against the rules of access.cases.yaml: whatever comes in whatever order, no PIN
// gains tries or changes by itself, and no guarded byte or signature leaves before one of its credentials was
// taken. One card for all inputs, put back to how it came. Says at the end how many commands it was.
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "simulator/card/testing/sequence.hpp"

namespace {

using namespace tameshi;

struct Playground {
  std::vector<card::testing::Access> access = card::testing::read_access();
  card::IndividualNumberCard card{
      std::make_shared<const card::Generation>(card::testing::marked_generation("with-free-area", access)),
      card::testing::marked_image()};
  card::Memory memory = card.memory();
  card::testing::Sequence sequence{card, card, access};

  void tell() const {
    const auto seconds = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
    const auto commands = static_cast<double>(sequence.commands());
    std::fprintf(stderr, "commands: %.0f, %.0f for each second of the processor\n", commands,
                 commands / seconds);
  }
};

Playground& playground() {
  static Playground made;
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  (void)playground();
  (void)std::atexit([] { playground().tell(); });
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto& here = playground();
  here.card.restore(here.memory);
  here.card.power_on();
  if (const auto* broken = here.sequence.play(ByteView(data, size))) {
    std::fprintf(stderr, "%s: after %s\n", broken, hex(here.sequence.last()).c_str());
    std::abort();
  }
  return 0;
}
