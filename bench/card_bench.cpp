// The card in-process: READ BINARY and SELECT per second, and signatures against what the machine's openssl
// can do.
#include <string>

#include "base/openssl.hpp"
#include "bench/measure.hpp"
#include "bench/openssl_speed.hpp"
#include "simulator/card/individual_number_card.hpp"

namespace tameshi::bench {
namespace {

card::IndividualNumberCard make_card() {
  const auto key = openssl::PrivateKey::generate_rsa(2048);
  return {card::load_generation("current"),
          {.holder = "bench",
           .contents = {{"authentication-certificate", Bytes(1584, 0x5A)},
                        {"signature-certificate", Bytes(1900, 0x5A)}},
           .keys = {{"authentication-key", key}, {"signature-key", key}},
           .pins = {{"authentication-pin", Secret("1234")}, {"signature-pin", Secret("ABC123")}}}};
}

void bench() {
  auto card = make_card();
  const auto send = [&](const Bytes& command) { return to_bytes(card.transmit(command)).size(); };
  const auto select_jpki = *from_hex("00A4040C0AD392F000260100000001");
  const auto select_file = *from_hex("00A4020C02000A");
  const auto read = *from_hex("00B0000000");
  const auto sign = *from_hex(
      "802A0097333031300D060960864801650304020105000420"
      "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F00");
  send(select_jpki);
  send(select_file);
  tell("READ BINARY 256 bytes, in-process", std::max(rate([&] { send(read); }), rate([&] { send(read); })),
       "/s", "", 0, 2e6);
  tell("SELECT EF, in-process", std::max(rate([&] { send(select_file); }), rate([&] { send(select_file); })),
       "/s", "", 0, 2e6);
  send(*from_hex("002000980431323334"));
  const auto signing = in_turn([&] { return rate([&] { send(sign); }, std::chrono::seconds(2)); },
                               [] { return openssl_speed(); });
  tell("COMPUTE DIGITAL SIGNATURE RSA-2048, in-process", signing.ours, "/s", "openssl speed rsa2048",
       signing.peer, 0.95);
}

}  // namespace
}  // namespace tameshi::bench

int main() {
  tameshi::bench::bench();
}
