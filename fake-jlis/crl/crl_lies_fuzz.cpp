// Any text is a lie or a refusal, and a list's name or none; any few lies at once, with any seed and victim,
// are told of a small list without a slip.
#include <algorithm>

#include "fake-jlis/crl/lies.hpp"
#include "fake-jlis/crl/test_world.hpp"

using namespace tameshi;
using namespace tameshi::jlis;
using namespace tameshi::jlis::crl;

namespace {

constexpr std::size_t most_lies = 4;

const Issuer& issuer() {
  static const Issuer one = [] {
    const auto key = openssl::PrivateKey::generate_rsa(512);  // for speed; nobody verifies here
    return Issuer{crl::testing::authority_name("FAKE-JPKI for digital signature"),
                  openssl::sha1(key.public_key_bits()), key};
  }();
  return one;
}

const NamedList& kiyose() {
  static const NamedList one{
      list_id_from("signature/3/13221").value(),
      crl::testing::point_name("FAKE-JPKI for digital signature", "Tokyo-to", "Kiyose-shi")};
  return one;
}

const Accomplices& accomplices() {
  static const Accomplices one{issuer(), issuer(), issuer(), kiyose(), kiyose(), kiyose(), kiyose()};
  return one;
}

// A fuzzer would ask for the largest list there is.
Lie small(Lie lie) {
  for (auto& [name, number] : lie.numbers) number = std::min(number, 1000L);
  return lie;
}

// Three octets for each: which lie, and its seed or its victim.
std::vector<Lie> lies_in(ByteView data) {
  std::vector<Lie> out;
  for (; data.size() >= 3 && out.size() < most_lies; data = data.subspan(3)) {
    const auto& word = lies().words[be16(data) % lies().words.size()];
    auto lie = value_or_trouble(lie_from(lies(), word.name, {{"seed", std::to_string(data[2])}}));
    if (data[2] % 2 == 0) lie.filter.serial = 200'000'000 + data[2] / 2;
    out.push_back(small(std::move(lie)));
  }
  return out;
}

void read_words(std::string_view text) {
  const auto lie = lie_from_text(lies(), text);
  if (lie ? lie->name.empty() || lie->filter.nth < 1 : lie.error().what.empty()) std::abort();
  const auto id = list_id_from(text);
  if (id && list_id_from(to_string(*id)) != id) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto source = crl::testing::source_of(crl::testing::revoked_rows());
  read_words({reinterpret_cast<const char*>(data), size});
  told(kiyose(), crl::testing::at("2026-04-01"), issuer(), source, {}, lies_in({data, size}), accomplices());
  return 0;
}
