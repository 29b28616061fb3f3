// Whatever is asked and whichever lie strikes: an answer, and nothing breaks. The first byte chooses the lie,
// the second whether the rest is the request itself or what a well-formed one is made of.
#include <cstdint>
#include <cstdlib>

#include "base/der.hpp"
#include "fake-jlis/ocsp/lying_service.hpp"
#include "fake-jlis/ocsp/oids.hpp"

namespace {

using namespace tameshi;
using namespace tameshi::jlis;

ocsp::Issuer make_issuer(Kind kind, unsigned generation, const openssl::PrivateKey& key) {
  const auto name =
      der::sequence({der::oid("2.5.4.3"), der::text(der::utf8_tag, "FAKE " + std::string(to_string(kind)))});
  return {{kind, generation}, der::sequence({der::set({name})}), key, key};
}

struct World {
  openssl::PrivateKey key = openssl::PrivateKey::generate_rsa(1024);
  openssl::PrivateKey next = openssl::PrivateKey::generate_p384();
  FrozenClock clock{Instant(std::chrono::hours(500'000))};
  ocsp::Service honest{clock,
                       {make_issuer(Kind::signature, 3, key), make_issuer(Kind::signature, 4, next),
                        make_issuer(Kind::authentication, 3, key)},
                       [](const auto&, std::uint64_t serial, Instant) -> std::optional<registry::Status> {
                         if (serial % 3 == 0) return std::nullopt;
                         return registry::Status{};
                       }};
};

// Hash, serial number and nonce from the bytes; the issuer is ours or not.
Bytes made_of(ByteView bytes, const ocsp::Issuer& issuer) {
  const ocsp::IssuerHashes hashes(issuer);
  const auto split = bytes.empty() ? 0 : bytes[0] % bytes.size();
  const auto serial = bytes.first(split);
  const bool ours = bytes.size() % 2 == 0;
  const auto id = der::sequence(
      {der::sequence({der::oid(ours ? ocsp::sha1_oid : "1.2.3.4")}),
       der::octet_string(ours ? hashes.name_sha1 : Bytes{}),
       der::octet_string(ours ? hashes.key_sha1 : Bytes{}),
       der::tlv(der::integer_tag, serial.empty() ? Bytes{1} : Bytes(serial.begin(), serial.end()))});
  const ocsp::Extension nonce{std::string(ocsp::nonce_oid), false, der::octet_string(bytes.subspan(split))};
  return der::sequence({der::sequence(
      {der::sequence({der::sequence({id})}), der::context(2, der::sequence({ocsp::encode(nonce)}))})});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static World world;
  if (size < 2) return 0;
  const auto& lie = ocsp::lies().words[data[0] % ocsp::lies().words.size()];
  LieBoard board;
  board.arm(value_or_trouble(lie_from(ocsp::lies(), lie.name, {{"seed", std::to_string(data[1])}})));
  ocsp::LyingService service(world.honest, board, {world.key, world.next});
  const ByteView rest(data + 2, size - 2);
  const auto& issuer = world.honest.issuers()[data[1] / 2 % 2];
  const auto request = data[1] % 2 == 0 ? Bytes(rest.begin(), rest.end()) : made_of(rest, issuer);
  if (!service.answer(Kind::signature, request)) std::abort();
  return 0;
}
