// Hanako's card, and what it answers to SELECT of the JPKI application, ISO/IEC 7816-4 §11.1.1.
#include <iostream>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "conformance/play/world.hpp"

int main() {
  try {
    tameshi::play::World world(
        {.key_directory = tameshi::play::default_key_directory(), .persona = "hanako"});
    auto& card = world.card();
    card.power_on();
    const auto answer = card.transmit(*tameshi::from_hex("00A4040C0AD392F000260100000001"));
    std::cout << tameshi::hex(to_bytes(answer)) << ": " << answer.reason.because << '\n';
  } catch (const tameshi::Trouble& trouble) {
    std::cerr << trouble.what() << '\n';
    return 1;
  }
}
