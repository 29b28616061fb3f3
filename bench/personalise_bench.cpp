// Issuing: both certificates and the files of every application, without images, against what the machine's
// openssl can sign.
#include <cstdlib>

#include "bench/measure.hpp"
#include "bench/openssl_speed.hpp"
#include "fake-jlis/ca/authority.hpp"
#include "fake-jlis/personalisation/personalise.hpp"

namespace tameshi::bench {
namespace {

namespace ca = jlis::ca;
namespace personalisation = jlis::personalisation;

// RSA signatures in one card: two certificates, DF33 and DF52 of input-support, DF13, DF28, DF35 and DF43 of
// card-face. Those of the CV certificates are made once for all cards.
constexpr double signatures_per_card = 8;

openssl::PrivateKey key() {
  return openssl::PrivateKey::generate_rsa(2048);
}

void bench() {
  const auto issued_at = value_or_trouble(parse_instant("2026-04-01T09:00:00+09:00"));
  ca::Serials serials;
  const auto authorities = ca::make_authorities({}, {key(), key()}, issued_at, serials);
  const personalisation::Issuer issuer({{key(), key()}, {key(), key()}, {key(), key()}});
  const ca::KindKeys jpki_keys{key(), key()};
  personalisation::Terms terms{.keys = {key(), key(), key(), key()},
                               .images = personalisation::Images::absent};
  const auto persona = value_or_trouble(jlis::registry::find_persona("taro"));
  const auto issue = [&] {
    const auto certificates = ca::issue_card(authorities, persona, jpki_keys, issued_at, serials);
    terms.not_after = certificates.card_not_after;
    ++terms.serial;
    const auto card = personalisation::personalise(issuer, persona, terms);
    if (card.contents.empty()) std::abort();
  };
  const auto issuing =
      in_turn([&] { return rate(issue, std::chrono::seconds(2)); }, [] { return openssl_speed(); });
  tell("issuing a card, in signatures (8 per card)", issuing.ours * signatures_per_card, "/s",
       "openssl speed rsa2048", issuing.peer, 0.8);
}

}  // namespace
}  // namespace tameshi::bench

int main() {
  tameshi::bench::bench();
}
