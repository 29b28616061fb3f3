// Ten thousand cards at once, each with files, PINs and six keys of its own: how many would fit into a GiB.
#include <unistd.h>

#include <fstream>
#include <memory>
#include <vector>

#include "bench/issued_image.hpp"
#include "bench/measure.hpp"
#include "simulator/card/individual_number_card.hpp"

namespace tameshi::bench {
namespace {

constexpr std::size_t cards = 10'000;

double resident_bytes() {
  std::size_t all = 0;
  std::size_t resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

// As from another person: the keys are read anew, so that none is shared.
card::CardImage another(const card::CardImage& like, const std::map<std::string, std::string>& pems) {
  auto out = like;
  for (auto& [name, key] : out.keys)
    key = value_or_trouble(openssl::PrivateKey::from_pem(pems.at(name), name));
  return out;
}

void bench() {
  const auto image = issued_image();
  const auto generation = card::load_generation("current");
  std::map<std::string, std::string> pems;
  for (const auto& [name, key] : image.keys) pems[name] = key.to_pem();
  const auto jpki = *from_hex("00A4040C0AD392F000260100000001");
  const auto pin = concat({*from_hex("0020009804"), bytes_of(image.pins.at("authentication-pin").plain())});
  const auto sign = *from_hex("802A0097015A00");
  std::vector<std::unique_ptr<card::IndividualNumberCard>> all;
  all.reserve(cards);
  const auto before = resident_bytes();
  for (std::size_t i = 0; i < cards; ++i) {
    auto& card =
        *all.emplace_back(std::make_unique<card::IndividualNumberCard>(generation, another(image, pems), i));
    // In use: a key that has signed keeps more than one that has not.
    for (const auto* command : {&jpki, &pin, &sign}) {
      if (!card.transmit(*command).status.is_ok()) std::abort();
    }
  }
  const auto each = (resident_bytes() - before) / static_cast<double>(cards);
  constexpr double gib = 1024.0 * 1024 * 1024;
  tell(fmt::format("cards resident in 1 GiB ({:.1f} KiB each, of {} at once)", each / 1024, cards),
       gib / each, "", "the limit, 10,000 cards", static_cast<double>(cards), 1);
}

}  // namespace
}  // namespace tameshi::bench

int main() {
  tameshi::bench::bench();
}
