// The OCSP responder without its socket: replies signed on demand by all cores against what the machine's
// openssl can sign, and replies kept since the last refresh.
#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "base/der.hpp"
#include "bench/measure.hpp"
#include "bench/openssl_speed.hpp"
#include "fake-jlis/ocsp/oids.hpp"
#include "fake-jlis/ocsp/service.hpp"

namespace tameshi::bench {
namespace {

namespace ocsp = jlis::ocsp;
using jlis::Kind;

ocsp::Issuer make_issuer() {
  const auto common_name =
      der::sequence({der::oid("2.5.4.3"), der::text(der::utf8_tag, "FAKE CA of a benchmark")});
  return {{Kind::signature, 3},
          der::sequence({der::set({common_name})}),
          openssl::PrivateKey::generate_rsa(2048),
          openssl::PrivateKey::generate_rsa(2048)};
}

// One certificate; with a nonce nothing can be kept.
Bytes make_request(const ocsp::Issuer& issuer, std::uint64_t serial, bool with_nonce) {
  const ocsp::IssuerHashes hashes(issuer);
  const auto id = der::sequence({der::sequence({der::oid(ocsp::sha1_oid), der::null()}),
                                 der::octet_string(hashes.name_sha1), der::octet_string(hashes.key_sha1),
                                 der::integer(serial)});
  const auto list = der::sequence({der::sequence({id})});
  const ocsp::Extension nonce{std::string(ocsp::nonce_oid), false, der::octet_string(Bytes(16, 0x5A))};
  const auto extensions = with_nonce ? der::context(2, der::sequence({ocsp::encode(nonce)})) : Bytes{};
  return der::sequence({der::sequence({list, extensions})});
}

// Times per second that all threads together ran it.
double rate_of_all(unsigned threads, const std::function<void(unsigned)>& once) {
  std::atomic<double> sum{0};
  std::vector<std::thread> all;
  all.reserve(threads);
  for (unsigned i = 0; i < threads; ++i) {
    all.emplace_back([&, i] { sum += rate([&] { once(i); }, std::chrono::seconds(2)); });
  }
  for (auto& thread : all) thread.join();
  return sum;
}

void bench() {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const FrozenClock clock(Instant(std::chrono::hours(500'000)));
  ocsp::Service service(clock, {make_issuer()},
                        [](const auto&, auto, auto) { return jlis::registry::Status{}; });
  const auto& issuer = service.issuers().front();

  const auto fresh = make_request(issuer, 200'000'001, true);
  const auto signing =
      in_turn([&] { return rate_of_all(cores, [&](unsigned) { service.answer(Kind::signature, fresh); }); },
              [&] { return openssl_speed(cores); });
  tell("OCSP signed on demand, all cores, no socket", signing.ours, "/s", "openssl speed rsa2048 -multi",
       signing.peer, 0.85);

  std::vector<Bytes> kept;
  kept.reserve(cores);
  for (unsigned i = 0; i < cores; ++i) kept.push_back(make_request(issuer, 200'000'001 + i, false));
  const auto look_up = [&] {
    return rate_of_all(cores, [&](unsigned i) { service.answer(Kind::signature, kept[i]); });
  };
  tell("OCSP kept since the refresh, all cores, no socket", std::max(look_up(), look_up()), "/s", "", 0, 1e6);
}

}  // namespace
}  // namespace tameshi::bench

int main() {
  tameshi::bench::bench();
}
